#include "wire/flv/tag_writer.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "base/check.hpp"
#include "wire/amf/amf0_writer.hpp"
#include "wire/flv/enhanced_body.hpp"

namespace freshet::flv {
namespace {

// FLV 10.1, E.4.2.1 and E.4.3.1; Enhanced RTMP v2 for the two flags that make a body an enhanced
// one.
constexpr std::uint8_t key_frame = 1 << 4;
constexpr std::uint8_t inter_frame = 2 << 4;
constexpr std::uint8_t enhanced_video = 8 << 4;
constexpr std::uint8_t enhanced_audio = 9 << 4;
constexpr std::uint8_t avc_sequence_header = 0;
constexpr std::uint8_t avc_nalu = 1;
constexpr std::uint8_t aac_sequence_header = 0;
constexpr std::uint8_t aac_raw = 1;
constexpr std::uint8_t aac_format =
    0xaf;  // E.4.2.1: always "44 kHz, 16 bit, stereo"; the decoder ignores it.

std::int32_t composition_ms(const media::Frame& frame) {
    using std::chrono::milliseconds;
    const auto apart =
        std::chrono::floor<milliseconds>(frame.pts) - std::chrono::floor<milliseconds>(frame.dts);
    constexpr std::int64_t si24_max = (1 << 23) - 1;
    return static_cast<std::int32_t>(
        std::clamp<std::int64_t>(apart.count(), -si24_max - 1, si24_max));
}

void append_si24(Bytes& out, std::int32_t number) {
    append_be<3>(out, static_cast<std::uint32_t>(number));
}

std::uint8_t frame_type(bool keyframe) { return keyframe ? key_frame : inter_frame; }

// FLV 10.1, E.4.2.1: the rate as 5.5, 11, 22 or 44 kHz, 16 bit, the channels; 8 kHz has a format of
// its own.
std::uint8_t mp3_format(const media::Track& track) {
    constexpr unsigned format_8khz = 14;
    constexpr unsigned format = 2;
    const auto rate_hz = track.sample_rate_hz;
    const unsigned rate = rate_hz >= 44'100 ? 3 : rate_hz >= 22'050 ? 2 : rate_hz >= 11'025 ? 1 : 0;
    const unsigned chosen = rate_hz == 8'000 ? format_8khz : format;
    return static_cast<std::uint8_t>(chosen << 4 | rate << 2 | 1u << 1 |
                                     (track.channels != 1 ? 1u : 0u));
}

void append_enhanced_head(Bytes& out, std::uint8_t flags, std::uint8_t packet_type,
                          media::Codec codec) {
    append_be(out, static_cast<std::uint8_t>(flags | packet_type));
    append_be(out, media::traits(codec).enhanced_fourcc);
}

// Enhanced RTMP v2, ExVideoTagBody: CodedFramesX is CodedFrames with a composition time of 0, left
// away.
void append_hevc_head(Bytes& out, const media::Frame& frame) {
    const auto flags = static_cast<std::uint8_t>(enhanced_video | frame_type(frame.keyframe));
    const auto composition = composition_ms(frame);
    const auto type = composition == 0 ? coded_frames_x_packet : coded_frames_packet;
    append_enhanced_head(out, flags, type, media::Codec::hevc);
    if (composition != 0) append_si24(out, composition);
}

void append_avc_head(Bytes& out, std::uint8_t flags, std::uint8_t packet_type,
                     std::int32_t composition) {
    append_be(out, static_cast<std::uint8_t>(flags | *media::traits(media::Codec::h264).flv_id));
    append_be(out, packet_type);
    append_si24(out, composition);
}

/// Enhanced RTMP carries vpcC without the head that makes it a box of MP4.
ByteSpan config_for_flv(const media::Track& track) {
    constexpr std::size_t full_box_head = 4;
    const ByteSpan config = track.config;
    return track.codec == media::Codec::vp9 ? config.subspan(std::min(full_box_head, config.size()))
                                            : config;
}

double codec_number(media::Codec codec) {
    const auto& row = media::traits(codec);
    return row.flv_id ? *row.flv_id : row.enhanced_fourcc;
}

void describe_video(amf::Object& metadata, const media::Track& track) {
    auto& properties = metadata.properties;
    properties.push_back({"width", {static_cast<double>(track.width)}});
    properties.push_back({"height", {static_cast<double>(track.height)}});
    if (track.frame_rate > 0) properties.push_back({"framerate", {track.frame_rate}});
    properties.push_back({"videocodecid", {codec_number(track.codec)}});
}

void describe_audio(amf::Object& metadata, const media::Track& track) {
    auto& properties = metadata.properties;
    properties.push_back({"audiocodecid", {codec_number(track.codec)}});
    properties.push_back({"audiosamplerate", {static_cast<double>(track.sample_rate_hz)}});
    properties.push_back({"audiosamplesize", {16.0}});
    properties.push_back({"audiochannels", {static_cast<double>(track.channels)}});
    properties.push_back({"stereo", {track.channels == 2}});
}

}  // namespace

std::uint32_t timestamp_ms(media::MediaTime time) {
    const auto whole = std::chrono::floor<std::chrono::milliseconds>(time).count();
    return static_cast<std::uint32_t>(whole & 0xffffffff);
}

Bytes file_header(bool has_video, bool has_audio) {
    Bytes out = to_bytes("FLV");
    append_be(out, std::uint8_t{1});
    append_be(out, static_cast<std::uint8_t>((has_audio ? 4 : 0) | (has_video ? 1 : 0)));
    append_be(out, std::uint32_t{9});  // FLV 10.1, E.2: the header's size.
    append_be(out, std::uint32_t{0});  // FLV 10.1, E.3: no tag before the first.
    return out;
}

void append_tag_head(Bytes& out, TagType type, std::size_t body_size, std::uint32_t timestamp_ms) {
    FRESHET_CHECK(body_size <= 0xffffff);
    append_be(out, static_cast<std::uint8_t>(type));
    append_be<3>(out, static_cast<std::uint32_t>(body_size));
    append_be<3>(out, timestamp_ms);
    append_be(out, static_cast<std::uint8_t>(timestamp_ms >> 24));
    append_be<3>(out, 0u);  // The stream id, always 0.
}

void append_tag_tail(Bytes& out, std::size_t body_size) {
    append_be(out, static_cast<std::uint32_t>(body_size + tag_head_size));
}

void append_body_head(Bytes& out, const media::Frame& frame) {
    const auto codec = frame.track->codec;
    switch (codec) {
        case media::Codec::h264:
            return append_avc_head(out, frame_type(frame.keyframe), avc_nalu,
                                   composition_ms(frame));
        case media::Codec::hevc: return append_hevc_head(out, frame);
        case media::Codec::av1:
        case media::Codec::vp9: {
            const auto flags =
                static_cast<std::uint8_t>(enhanced_video | frame_type(frame.keyframe));
            return append_enhanced_head(out, flags, coded_frames_packet, codec);
        }
        case media::Codec::aac: append_be(out, aac_format); return append_be(out, aac_raw);
        case media::Codec::opus:
            return append_enhanced_head(out, enhanced_audio, coded_frames_packet, codec);
        case media::Codec::mp3: return append_be(out, mp3_format(*frame.track));
    }
}

Bytes sequence_header_body(const media::Track& track) {
    Bytes out;
    switch (track.codec) {
        case media::Codec::mp3: return out;
        case media::Codec::h264: append_avc_head(out, key_frame, avc_sequence_header, 0); break;
        case media::Codec::hevc:
        case media::Codec::av1:
        case media::Codec::vp9:
            append_enhanced_head(out, enhanced_video | key_frame, sequence_start_packet,
                                 track.codec);
            break;
        case media::Codec::aac:
            append_be(out, aac_format);
            append_be(out, aac_sequence_header);
            break;
        case media::Codec::opus:
            append_enhanced_head(out, enhanced_audio, sequence_start_packet, track.codec);
            break;
    }
    append(out, config_for_flv(track));
    return out;
}

Bytes metadata_body(const media::Track* video, const media::Track* audio,
                    std::optional<Origin> origin) {
    amf::Object metadata;
    if (video != nullptr) describe_video(metadata, *video);
    if (audio != nullptr) describe_audio(metadata, *audio);
    metadata.properties.push_back({"encoder", {std::string("Freshet")}});
    if (origin) {
        const auto epoch_ms = static_cast<double>(origin->epoch.time_since_epoch().count());
        const auto start = std::chrono::floor<std::chrono::milliseconds>(origin->start);
        metadata.properties.push_back({"captureEpoch", {epoch_ms}});
        metadata.properties.push_back({"captureStart", {static_cast<double>(start.count())}});
    }
    Bytes out;
    amf::append_amf0(out, "onMetaData");
    amf::append_amf0_ecma_array(out, metadata);
    return out;
}

}  // namespace freshet::flv
