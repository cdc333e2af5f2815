#pragma once

#include "base/result.hpp"

namespace freshet::socketio {

/// Ways a client can break Socket.IO v5. None is recoverable: the connection is closed.
enum class Errc {
    unknown_packet = 1,
    bad_attachment_count,
    too_many_attachments,
    attachments_too_large,
    unexpected_attachment,  // Binary that no packet has announced.
    missing_attachment,     // Text where an attachment was announced.
    bad_placeholder,
    bad_namespace,
    bad_ack_id,
    bad_payload,  // No JSON, or not of the kind that the packet has.
    reserved_event,
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::socketio

template <>
struct boost::system::is_error_code_enum<freshet::socketio::Errc> : std::true_type {};
