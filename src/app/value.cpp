#include "app/value.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include <fmt/format.h>

namespace freshet::app {

using namespace std::chrono_literals;

namespace {

struct Unit {
    std::string_view name;
    std::chrono::milliseconds length;
};

// Longest first, so that printing finds the largest that fits.
constexpr std::array units{Unit{"d", 24h}, Unit{"h", 1h}, Unit{"m", 1min}, Unit{"s", 1s},
                           Unit{"ms", 1ms}};

struct ByteUnit {
    std::string_view name;
    std::uint64_t bytes;
};

// Largest first, likewise.
constexpr std::array byte_units{ByteUnit{"TiB", std::uint64_t{1} << 40},
                                ByteUnit{"GiB", std::uint64_t{1} << 30},
                                ByteUnit{"MiB", std::uint64_t{1} << 20},
                                ByteUnit{"KiB", std::uint64_t{1} << 10}, ByteUnit{"", 1}};

constexpr auto duration_max = std::chrono::milliseconds(std::chrono::hours(24 * 3650));

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::optional<std::uint64_t> parse_number(std::string_view text, std::uint64_t min,
                                          std::uint64_t max) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    if (number < min || number > max) return std::nullopt;
    return number;
}

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text,
                                                        std::chrono::milliseconds unit) {
    const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto name = text.substr(digits);
    if (!name.empty()) {
        const auto* found = std::find_if(units.begin(), units.end(),
                                         [&](const Unit& known) { return known.name == name; });
        if (found == units.end()) return std::nullopt;
        unit = found->length;
    }
    const auto count_max = static_cast<std::uint64_t>(duration_max / unit);
    const auto count = parse_number(text.substr(0, digits), 0, count_max);
    if (!count) return std::nullopt;
    return unit * static_cast<std::int64_t>(*count);
}

std::string print_duration(std::chrono::milliseconds duration) {
    for (const auto& unit : units) {
        if (duration >= unit.length && duration % unit.length == 0ms) {
            return fmt::format("{}{}", duration / unit.length, unit.name);
        }
    }
    return "0s";
}

std::optional<std::uint64_t> parse_bytes(std::string_view text) {
    const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto* const unit = std::ranges::find(byte_units, text.substr(digits), &ByteUnit::name);
    if (unit == byte_units.end()) return std::nullopt;
    constexpr auto bytes_max = std::numeric_limits<std::uint64_t>::max();
    const auto count = parse_number(text.substr(0, digits), 0, bytes_max / unit->bytes);
    if (!count) return std::nullopt;
    return *count * unit->bytes;
}

std::string print_bytes(std::uint64_t bytes) {
    const auto* const unit = std::ranges::find_if(
        byte_units, [&](const ByteUnit& one) { return bytes != 0 && bytes % one.bytes == 0; });
    if (unit == byte_units.end()) return "0";
    return fmt::format("{}{}", bytes / unit->bytes, unit->name);
}

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> parts;
    while (true) {
        const auto comma = std::min(text.find(','), text.size());
        if (const auto part = trimmed(text.substr(0, comma)); !part.empty())
            parts.emplace_back(part);
        if (comma == text.size()) return parts;
        text.remove_prefix(comma + 1);
    }
}

}  // namespace freshet::app
