#pragma once

#include <string_view>

#include <gtest/gtest.h>

#include "base/bytes.hpp"

namespace freshet::testing {

/// Bytes written as hexadecimal digits; blanks between them are for the reader's eye. Anything else
/// fails the test.
inline Bytes from_hex(std::string_view digits) {
    Bytes bytes;
    int high = -1;
    for (const char digit : digits) {
        if (digit == ' ' || digit == '\n') continue;
        const auto value = std::string_view("0123456789abcdef").find(digit);
        if (value == std::string_view::npos) ADD_FAILURE() << "not a hexadecimal digit: " << digit;
        if (high < 0) {
            high = static_cast<int>(value);
            continue;
        }
        bytes.push_back(static_cast<std::byte>(high << 4 | static_cast<int>(value)));
        high = -1;
    }
    if (high >= 0) ADD_FAILURE() << "an odd number of digits: " << digits;
    return bytes;
}

}  // namespace freshet::testing
