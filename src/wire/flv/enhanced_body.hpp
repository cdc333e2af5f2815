#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace freshet::flv {

/// Packet types of Enhanced RTMP v2 that audio and video share, and those of either.
enum PacketType : std::uint8_t {
    sequence_start_packet = 0,
    coded_frames_packet = 1,
    sequence_end_packet = 2,
    coded_frames_x_packet = 3,  // Video only, as all that follow up to multitrack.
    metadata_packet = 4,
    mpeg2ts_sequence_start_packet = 5,
    video_multitrack_packet = 6,
    audio_multitrack_packet = 5,
    mod_ex_packet = 7,
};

/// An Enhanced body without its codec-independent head.
struct EnhancedBody {
    std::uint8_t packet_type = 0;
    std::uint32_t offset_ns = 0;
    std::optional<std::uint32_t> fourcc{};  // Of track 0; nothing when the message has no track 0.
    ByteSpan data{};                        // Of track 0.
    unsigned other_tracks = 0;
};

/// Reads what follows the first byte of an Enhanced body, whose low half is `packet_type`: ModEx,
/// multitrack heads, FourCC. Of several tracks it finds the one numbered 0.
Result<EnhancedBody> read_enhanced_body(ByteReader reader, std::uint8_t packet_type,
                                        std::uint8_t multitrack_packet);

}  // namespace freshet::flv
