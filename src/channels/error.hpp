#pragma once

#include <type_traits>

#include "base/result.hpp"

namespace freshet::channels {

/// Why an act on a channel or a stream is refused.
enum class Errc {
    channel_not_found = 1,
    other_secret,  // The database was made with another SECRET_KEY.
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::channels

template <>
struct boost::system::is_error_code_enum<freshet::channels::Errc> : std::true_type {};
