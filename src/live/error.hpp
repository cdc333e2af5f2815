#pragma once

#include "base/result.hpp"

namespace freshet::live {

/// Why a publication is refused.
enum class Errc {
    already_publishing = 1,  // Another publisher is alive.
    broadcast_over,          // This stream has ended; the channel may begin another.
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::live

template <>
struct boost::system::is_error_code_enum<freshet::live::Errc> : std::true_type {};
