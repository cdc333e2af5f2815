#pragma once

#include "base/result.hpp"

namespace freshet::mp4 {

/// Why a file is not one of fragments that we can index.
enum class Errc {
    malformed = 1,  // It breaks ISO/IEC 14496-12, or ends within a box.
    unsupported,    // Legal, but not one track of a codec that we know.
    over_limit,
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::mp4

template <>
struct boost::system::is_error_code_enum<freshet::mp4::Errc> : std::true_type {};
