#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace freshet::app {

/// A whole number within a range, and nothing else.
std::optional<std::uint64_t> parse_number(std::string_view text, std::uint64_t min,
                                          std::uint64_t max);

/// "350ms", "30s", "5m", "1h", "7d"; a bare number counts `unit`s.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text,
                                                        std::chrono::milliseconds unit);

/// The shortest text that reads back as this.
std::string print_duration(std::chrono::milliseconds duration);

/// "512", "500KiB", "64MiB", "10GiB", "2TiB": bytes.
std::optional<std::uint64_t> parse_bytes(std::string_view text);

/// The shortest text that reads back as this.
std::string print_bytes(std::uint64_t bytes);

/// The parts between commas, without spaces around them; empty ones are left out.
std::vector<std::string> split_list(std::string_view text);

}  // namespace freshet::app
