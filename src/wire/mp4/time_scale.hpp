#pragma once

#include <cstdint>

#include "media/frame.hpp"

namespace freshet::mp4 {

/// Ticks a second of a track's own clock: 90000 for video, the sample rate for audio.
[[nodiscard]] inline std::uint32_t time_scale(const media::Track& track) {
    constexpr std::uint32_t video_scale = 90'000;
    return track.kind() == media::Kind::video || track.sample_rate_hz == 0 ? video_scale
                                                                           : track.sample_rate_hz;
}

/// To the nearest tick; exact for 35,000 years.
[[nodiscard]] constexpr std::int64_t to_ticks(media::MediaTime time, std::uint32_t scale) {
    constexpr std::int64_t second = 1'000'000;
    const auto whole = time.count() / second;
    const auto rest = time.count() % second;
    return whole * scale + (rest * scale + (rest < 0 ? -second / 2 : second / 2)) / second;
}

/// To the nearest microsecond.
[[nodiscard]] constexpr media::MediaTime to_time(std::int64_t ticks, std::uint32_t scale) {
    constexpr std::int64_t second = 1'000'000;
    const auto whole = ticks / scale;
    const auto rest = ticks % scale;
    return media::MediaTime(whole * second +
                            (rest * second + (rest < 0 ? -std::int64_t{scale} / 2 : scale / 2)) /
                                scale);
}

}  // namespace freshet::mp4
