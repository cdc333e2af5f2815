#pragma once

#include "base/result.hpp"

namespace freshet::media {

/// Why a decoder's configuration or a coded frame cannot be read.
enum class Errc {
    truncated = 1,  // It ends in the middle of what it announces.
    malformed,      // It breaks its own standard.
    unsupported,    // Legal, but nothing that this program can carry.
    over_limit,     // A count, length or size beyond what Limits allow.
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::media

template <>
struct boost::system::is_error_code_enum<freshet::media::Errc> : std::true_type {};
