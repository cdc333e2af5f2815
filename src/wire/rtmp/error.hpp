#pragma once

#include "base/result.hpp"

namespace freshet::rtmp {

/// Ways a peer can break RTMP. None is recoverable: the connection is closed.
enum class Errc {
    unsupported_version = 1,
    encryption_not_supported,
    bad_chunk_size,
    header_without_predecessor,
    message_interrupted,
    message_too_large,
    too_many_chunk_streams,
    too_much_buffered,
    bad_control_message,
    bad_command,
    bad_aggregate,
    command_out_of_order,
    sent_too_much_before_answer,
    asked_too_much,
    command_timeout,
    ping_timeout,
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::rtmp

template <>
struct boost::system::is_error_code_enum<freshet::rtmp::Errc> : std::true_type {};
