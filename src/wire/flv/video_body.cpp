#include <algorithm>
#include <optional>

#include "wire/flv/enhanced_body.hpp"
#include "wire/flv/error.hpp"
#include "wire/flv/packet.hpp"

namespace freshet::flv {
namespace {

// FLV 10.1, E.4.3.1.
enum FrameType : std::uint8_t { key_frame = 1, generated_key_frame = 4, command_frame = 5 };
enum AvcPacketType : std::uint8_t {
    avc_sequence_header = 0,
    avc_nalu = 1,
    avc_end_of_sequence = 2
};

constexpr std::uint8_t legacy_hevc_id =
    12;  // In no standard: what encoders sent before Enhanced RTMP.

bool is_keyframe(std::uint8_t frame_type) {
    return frame_type == key_frame || frame_type == generated_key_frame;
}

std::optional<media::Codec> codec_of_id(std::uint8_t id) {
    if (id == legacy_hevc_id) return media::Codec::hevc;
    for (const auto& row : media::codecs) {
        if (row.kind == media::Kind::video && row.flv_id == id) return row.codec;
    }
    return std::nullopt;
}

std::optional<media::Codec> codec_of_fourcc(std::uint32_t fourcc) {
    for (const auto& row : media::codecs) {
        if (row.kind == media::Kind::video && row.enhanced_fourcc == fourcc) return row.codec;
    }
    return std::nullopt;
}

// FLV 10.1, E.4.3.1: SI24.
std::optional<std::int32_t> read_composition_time(ByteReader& reader) {
    const auto bits = reader.be<3>();
    if (!bits) return std::nullopt;
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(*bits) << 8) >> 8;
}

Result<Packet> read_legacy(ByteReader reader, std::uint8_t first) {
    const auto codec = codec_of_id(first & 0x0f);
    if (!codec) return fail(Errc::unsupported_video_codec);
    const auto type = reader.u8();
    const auto composition = read_composition_time(reader);
    if (!type || !composition) return fail(Errc::truncated);

    Packet packet{.codec = *codec, .keyframe = is_keyframe(first >> 4), .payload = reader.rest()};
    if (*type == avc_sequence_header) packet.kind = PacketKind::sequence_start;
    if (*type == avc_end_of_sequence) packet.kind = PacketKind::sequence_end;
    if (*type == avc_nalu) {
        packet.kind = PacketKind::frame;
        packet.composition_ms = *composition;
    }
    return packet;
}

PacketKind kind_of(std::uint8_t packet_type, media::Codec codec) {
    switch (packet_type) {
        case sequence_start_packet: return PacketKind::sequence_start;
        case coded_frames_packet:
        case coded_frames_x_packet: return PacketKind::frame;
        case sequence_end_packet: return PacketKind::sequence_end;
        case mpeg2ts_sequence_start_packet:
            return codec == media::Codec::av1 ? PacketKind::ts_sequence_start : PacketKind::nothing;
        default: return PacketKind::nothing;
    }
}

Result<Packet> read_enhanced(ByteReader reader, std::uint8_t first) {
    const auto body = read_enhanced_body(reader, first & 0x0f, video_multitrack_packet);
    if (!body) return std::unexpected(body.error());
    Packet packet{.offset_ns = body->offset_ns, .other_tracks = body->other_tracks};
    if (!body->fourcc || body->packet_type == metadata_packet) return packet;
    const auto codec = codec_of_fourcc(*body->fourcc);
    if (!codec) return fail(Errc::unsupported_video_codec);

    packet.codec = *codec;
    packet.kind = kind_of(body->packet_type, *codec);
    packet.keyframe = is_keyframe(first >> 4 & 7);
    ByteReader data(body->data);
    const bool reordered = *codec == media::Codec::h264 || *codec == media::Codec::hevc;
    if (body->packet_type == coded_frames_packet && reordered && !data.empty()) {
        const auto composition = read_composition_time(data);
        if (!composition) return fail(Errc::truncated);
        packet.composition_ms = *composition;
    }
    packet.payload = data.rest();
    return packet;
}

}  // namespace

Result<Packet> read_video_body(ByteSpan body) {
    ByteReader reader(body);
    const auto first = reader.u8();
    if (!first) return Packet{};
    // Enhanced RTMP v2, "Enhanced Video": the highest bit says which of the two it is.
    const bool enhanced = (*first & 0x80) != 0;
    const bool is_command = (*first >> 4 & 7) == command_frame;
    if (is_command && !(enhanced && (*first & 0x0f) == mod_ex_packet)) return Packet{};
    return enhanced ? read_enhanced(reader, *first) : read_legacy(reader, *first);
}

}  // namespace freshet::flv
