#pragma once

#include <charconv>
#include <map>
#include <optional>
#include <string_view>

#include "base/result.hpp"

namespace freshet::hls {

/// An attribute list's values by name (RFC 8216, 4.2), quotes taken off. The text is the caller's.
using Attributes = std::map<std::string_view, std::string_view>;

/// Errc::bad_tag for a list that is malformed or names one attribute twice.
Result<Attributes> read_attributes(std::string_view text);

/// The whole text as a decimal number of the type asked for, without a sign.
template <class Number>
std::optional<Number> read_number(std::string_view text) {
    Number number{};
    if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace freshet::hls
