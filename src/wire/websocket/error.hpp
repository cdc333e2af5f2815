#pragma once

#include "base/result.hpp"

namespace freshet::websocket {

/// Ways a client can break RFC 6455. Each maps to the close code that it is told: `close_code()` in
/// frame.hpp.
enum class Errc {
    not_an_upgrade = 1,
    unsupported_version,
    bad_key,
    reserved_bits,
    unknown_opcode,
    unmasked_frame,
    fragmented_control_frame,
    oversized_control_frame,
    unexpected_continuation,
    unfinished_message,
    overlong_length,
    message_too_large,
    bad_close_payload,
    bad_utf8,
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::websocket

template <>
struct boost::system::is_error_code_enum<freshet::websocket::Errc> : std::true_type {};
