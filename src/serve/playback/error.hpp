#pragma once

#include <type_traits>

#include "base/result.hpp"

namespace freshet::playback {

/// Why somebody may not watch a stream.
enum class Errc {
    hidden = 1,  // Whoever asks may not even know that it is there.
    forbidden,   // A playback token is missing, has expired, or is not good any more.
    not_signed_in,
    followers_only,
    subscribers_only,
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::playback

template <>
struct boost::system::is_error_code_enum<freshet::playback::Errc> : std::true_type {};
