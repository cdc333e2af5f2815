#pragma once

#include <cstdint>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "media/codec.hpp"

namespace freshet::flv {

/// What a media message means to us, whichever dialect it is written in.
enum class PacketKind : std::uint8_t {
    nothing,  // Commands, colour metadata, channel layouts, tracks other than the first.
    sequence_start,
    ts_sequence_start,  // The payload is an AV1 video descriptor of MPEG-2 TS.
    frame,
    sequence_end,
};

/// The body of an audio or video message, read. Points into the message.
struct Packet {
    PacketKind kind = PacketKind::nothing;
    media::Codec codec = media::Codec::h264;  // Of no meaning for `nothing`.
    bool keyframe = false;
    std::int32_t composition_ms = 0;  // When it is shown, counted from when it is decoded.
    std::uint32_t offset_ns = 0;      // To be added to that.
    ByteSpan payload{};
    unsigned other_tracks = 0;  // How many tracks of a multitrack message were passed over.
};

/// FLV 10.1, E.4.3, and Enhanced RTMP v2, "Enhanced Video".
Result<Packet> read_video_body(ByteSpan body);

/// FLV 10.1, E.4.2, and Enhanced RTMP v2, "Enhanced Audio".
Result<Packet> read_audio_body(ByteSpan body);

}  // namespace freshet::flv
