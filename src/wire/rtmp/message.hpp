#pragma once

#include <cstdint>

#include "base/slice.hpp"

namespace freshet::rtmp {

/// RTMP 1.0, 5.4 and 7.1. Types that are not named here are passed over.
enum MessageType : std::uint8_t {
    set_chunk_size = 1,
    abort_message = 2,
    acknowledgement = 3,
    user_control = 4,
    window_ack_size = 5,
    set_peer_bandwidth = 6,
    audio = 8,
    video = 9,
    data_amf3 = 15,
    command_amf3 = 17,
    data_amf0 = 18,
    command_amf0 = 20,
    aggregate = 22,
};

/// Chunk streams that we send on, as Flash Media Server does; RTMP 1.0, 5.4 fixes the first.
inline constexpr std::uint32_t control_chunk_stream = 2;
inline constexpr std::uint32_t connection_chunk_stream = 3;
inline constexpr std::uint32_t audio_chunk_stream = 4;
inline constexpr std::uint32_t status_chunk_stream = 5;
inline constexpr std::uint32_t video_chunk_stream = 6;

/// The one message stream of a connection: a second createStream is refused, so that every player's
/// bytes are equal.
inline constexpr std::uint32_t media_stream_id = 1;

/// What stands in front of a message's body.
struct MessageHead {
    std::uint32_t chunk_stream = control_chunk_stream;
    std::uint8_t type = 0;
    std::uint32_t timestamp_ms = 0;
    std::uint32_t stream_id = 0;
};

/// One whole message as a peer sent it.
struct Message {
    std::uint32_t timestamp_ms = 0;  // Wraps every 49.7 days; media::Timeline unwraps it.
    std::uint32_t stream_id = 0;
    std::uint8_t type = 0;
    Slice payload;
};

}  // namespace freshet::rtmp
