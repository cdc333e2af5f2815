#pragma once

#include <string_view>

#include "base/bytes.hpp"

namespace freshet::media::testing {

/// "01 64 0028": spaces are for the reader.
inline Bytes from_hex(std::string_view text) {
    Bytes bytes;
    unsigned value = 0;
    int digits = 0;
    for (const char c : text) {
        if (c == ' ') continue;
        const int digit = c <= '9' ? c - '0' : c - 'a' + 10;
        value = value << 4 | static_cast<unsigned>(digit);
        if (++digits % 2 == 0) bytes.push_back(static_cast<std::byte>(value & 0xff));
    }
    return bytes;
}

}  // namespace freshet::media::testing
