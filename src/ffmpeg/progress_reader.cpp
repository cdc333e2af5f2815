#include "ffmpeg/progress_reader.hpp"

#include <algorithm>
#include <charconv>

namespace freshet::ffmpeg {

std::optional<std::chrono::microseconds> read_progress(std::string_view line) {
    constexpr std::string_view name = "out_time_us=";
    if (!line.starts_with(name)) return std::nullopt;
    line.remove_prefix(name.size());
    std::int64_t time = 0;
    const auto* const end = line.data() + line.size();
    const auto read = std::from_chars(line.data(), end, time);
    if (read.ec != std::errc() || read.ptr != end || time < 0) return std::nullopt;
    return std::chrono::microseconds(time);
}

unsigned percent_of(std::chrono::microseconds done,
                    std::optional<std::chrono::milliseconds> whole) {
    if (!whole || whole->count() <= 0) return 0;
    const auto percent =
        done / std::max(std::chrono::microseconds(1), std::chrono::microseconds(*whole) / 100);
    return static_cast<unsigned>(std::clamp<std::int64_t>(percent, 0, 99));
}

}  // namespace freshet::ffmpeg
