#pragma once

#include "base/result.hpp"

namespace freshet::ffmpeg {

/// Why nothing comes of a file, or of a child that was to work on it.
enum class Errc {
    // Of the file: it will be the same next time.
    not_a_video = 1,
    no_playable_track,
    damaged,
    unsupported_codec,
    too_long,
    too_large_picture,
    took_too_long,
    // Of the surroundings.
    cannot_start,  // There is no ffmpeg, or no room for another process.
    killed,        // By somebody else: the kernel, when memory is short.
};

ErrorCode make_error_code(Errc code) noexcept;

/// Whether it is the surroundings' fault, and the file may be tried again.
[[nodiscard]] bool is_of_surroundings(ErrorCode error);

}  // namespace freshet::ffmpeg

template <>
struct boost::system::is_error_code_enum<freshet::ffmpeg::Errc> : std::true_type {};
