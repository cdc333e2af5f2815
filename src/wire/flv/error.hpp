#pragma once

#include "base/result.hpp"

namespace freshet::flv {

/// Why FLV bytes cannot be taken.
enum class Errc {
    truncated = 1,            // A body or tag ends in the middle of what it announces.
    unsupported_video_codec,  // Legal, but nothing that we carry.
    unsupported_audio_codec,
    not_flv,
    bad_tag,
    tag_too_large,
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::flv

template <>
struct boost::system::is_error_code_enum<freshet::flv::Errc> : std::true_type {};
