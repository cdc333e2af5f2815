#pragma once

#include "base/result.hpp"

namespace freshet::engineio {

/// Ways a client can break Engine.IO v4. None is recoverable: the session is closed.
enum class Errc {
    empty_packet = 1,
    unknown_packet,
    bad_base64,
    bad_utf8,
    too_many_packets,
    wrong_direction,  // A packet that only a server sends.
    bad_probe,
    pong_overdue,
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::engineio

template <>
struct boost::system::is_error_code_enum<freshet::engineio::Errc> : std::true_type {};
