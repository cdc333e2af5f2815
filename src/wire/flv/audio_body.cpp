#include <optional>

#include "wire/flv/enhanced_body.hpp"
#include "wire/flv/error.hpp"
#include "wire/flv/packet.hpp"

namespace freshet::flv {
namespace {

// FLV 10.1, E.4.2.1, and Enhanced RTMP v2 for the one that it left free.
enum SoundFormat : std::uint8_t {
    mp3_format = 2,
    enhanced_format = 9,
    aac_format = 10,
    mp3_8khz_format = 14
};

std::optional<media::Codec> codec_of_fourcc(std::uint32_t fourcc) {
    for (const auto& row : media::codecs) {
        if (row.kind == media::Kind::audio && row.enhanced_fourcc == fourcc) return row.codec;
    }
    return std::nullopt;
}

Packet packet_of(PacketKind kind, media::Codec codec, ByteSpan payload) {
    return {.kind = kind, .codec = codec, .keyframe = true, .payload = payload};
}

// FLV 10.1, E.4.2.2: AACPacketType.
Result<Packet> read_aac(ByteReader reader) {
    const auto type = reader.u8();
    if (!type) return fail(Errc::truncated);
    const auto kind = *type == 0 ? PacketKind::sequence_start : PacketKind::frame;
    return packet_of(*type > 1 ? PacketKind::nothing : kind, media::Codec::aac, reader.rest());
}

Result<Packet> read_enhanced(ByteReader reader, std::uint8_t packet_type) {
    const auto body = read_enhanced_body(reader, packet_type, audio_multitrack_packet);
    if (!body) return std::unexpected(body.error());
    Packet packet{.offset_ns = body->offset_ns, .other_tracks = body->other_tracks};
    if (!body->fourcc) return packet;
    const auto codec = codec_of_fourcc(*body->fourcc);
    if (!codec) return fail(Errc::unsupported_audio_codec);

    packet.codec = *codec;
    packet.keyframe = true;
    packet.payload = body->data;
    // All others are reserved, or say only where loudspeakers stand (MultichannelConfig).
    if (body->packet_type == sequence_start_packet) packet.kind = PacketKind::sequence_start;
    if (body->packet_type == coded_frames_packet) packet.kind = PacketKind::frame;
    if (body->packet_type == sequence_end_packet) packet.kind = PacketKind::sequence_end;
    return packet;
}

}  // namespace

Result<Packet> read_audio_body(ByteSpan body) {
    ByteReader reader(body);
    const auto first = reader.u8();
    if (!first) return Packet{};
    switch (*first >> 4) {
        case aac_format: return read_aac(reader);
        case mp3_format:
        case mp3_8khz_format: return packet_of(PacketKind::frame, media::Codec::mp3, reader.rest());
        case enhanced_format: return read_enhanced(reader, *first & 0x0f);
        default: return fail(Errc::unsupported_audio_codec);
    }
}

}  // namespace freshet::flv
