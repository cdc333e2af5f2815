#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace freshet {

/// For deadlines and intervals: never jumps.
using MonoTime = std::chrono::steady_clock::time_point;

/// For people and rows: UTC, whole milliseconds.
using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;

/// Where the domain gets its time from: `wall_now`, or a clock that a test sets.
using WallClock = std::function<WallTime()>;

[[nodiscard]] MonoTime mono_now();
[[nodiscard]] WallTime wall_now();

/// RFC 3339 in UTC with milliseconds: `2026-01-31T12:00:00.000Z`.
[[nodiscard]] std::string to_rfc3339(WallTime time);

/// Reads what `to_rfc3339` writes, with any number of fractional digits and any offset.
[[nodiscard]] std::optional<WallTime> from_rfc3339(std::string_view text);

}  // namespace freshet
