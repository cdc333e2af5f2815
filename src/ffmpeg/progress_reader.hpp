#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace freshet::ffmpeg {

/// Reads a line of what `ffmpeg -progress` says: how much of its output there is, in time. Nothing
/// for the many lines that say something else.
[[nodiscard]] std::optional<std::chrono::microseconds> read_progress(std::string_view line);

/// That as a share of a hundred, below 100 until it is known to be done; 0 when nobody knows how
/// long the whole is.
[[nodiscard]] unsigned percent_of(std::chrono::microseconds done,
                                  std::optional<std::chrono::milliseconds> whole);

}  // namespace freshet::ffmpeg
