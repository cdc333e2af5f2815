#pragma once

#include "base/result.hpp"

namespace freshet::net {

enum class Errc {
    overloaded = 1,  // A bounded queue is full; the caller may try again later.
    port_taken,
    bad_address,
    // Of calls to other servers.
    unreachable,
    timed_out,
    refused,  // Answers, and will not do it.
    too_large,
    tls,  // Its certificate is not good, or it does not speak TLS as we do.
    bad_url,
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::net

template <>
struct boost::system::is_error_code_enum<freshet::net::Errc> : std::true_type {};
