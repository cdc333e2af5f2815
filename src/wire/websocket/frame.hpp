#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace freshet::websocket {

/// RFC 6455, 11.8.
enum class Opcode : std::uint8_t {
    continuation = 0,
    text = 1,
    binary = 2,
    close = 8,
    ping = 9,
    pong = 10
};

/// RFC 6455, 7.4.1: those that this server says.
enum class CloseCode : std::uint16_t {
    normal = 1000,
    going_away = 1001,
    protocol_error = 1002,
    invalid_payload = 1007,
    policy_violation = 1008,
    too_big = 1009,
    internal_error = 1011,
    try_again_later = 1013,
};

/// RFC 6455, 5.2: the head of an unfragmented frame from server to client, which is never masked.
/// The payload follows.
void append_frame_head(Bytes& out, Opcode opcode, std::size_t payload_size);

/// A whole frame.
void append_frame(Bytes& out, Opcode opcode, ByteSpan payload);

/// RFC 6455, 5.5.1: a close frame; a reason beyond what a control frame may carry is cut between
/// two characters.
void append_close(Bytes& out, CloseCode code, std::string_view reason = {});

/// What to tell a client whose frames failed to be read.
[[nodiscard]] CloseCode close_code(ErrorCode error);

}  // namespace freshet::websocket
