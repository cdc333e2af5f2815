#include "wire/flv/demuxer.hpp"

#include <chrono>
#include <utility>

#include "media/mp3.hpp"
#include "media/track_reader.hpp"
#include "media/vp9.hpp"
#include "wire/amf/amf0_reader.hpp"
#include "wire/flv/error.hpp"

namespace freshet::flv {
namespace {

constexpr std::size_t encoder_bytes_max = 200;
constexpr double frame_rate_max = 1000;

// AV1 in MPEG-2 TS: tag 0x80, length 4, then what av1C begins with, but for two bits of colour in
// the last byte.
Bytes av1c_of_descriptor(ByteSpan descriptor) {
    if (descriptor.size() < 6 || descriptor[0] != std::byte{0x80} || descriptor[1] != std::byte{4})
        return {};
    Bytes config(descriptor.begin() + 2, descriptor.begin() + 6);
    config[3] &= std::byte{0x1f};
    return config;
}

Bytes config_of(const Packet& packet) {
    if (packet.kind == PacketKind::ts_sequence_start) return av1c_of_descriptor(packet.payload);
    return {packet.payload.begin(), packet.payload.end()};
}

bool is_in_force(const media::TrackPtr& track, const media::Track& other) {
    return track && track->codec == other.codec && track->config == other.config;
}

}  // namespace

Result<std::vector<media::FramePtr>> Demuxer::push_video(std::uint32_t timestamp_ms, Slice body) {
    return push(timestamp_ms, body, read_video_body(body.bytes()), video_);
}

Result<std::vector<media::FramePtr>> Demuxer::push_audio(std::uint32_t timestamp_ms, Slice body) {
    return push(timestamp_ms, body, read_audio_body(body.bytes()), audio_);
}

Demuxer::Frames Demuxer::push(std::uint32_t timestamp_ms, const Slice& body,
                              const Result<Packet>& packet, media::TrackPtr& track) {
    std::vector<media::FramePtr> frames;
    if (!packet) {
        if (packet.error() != Errc::truncated) return std::unexpected(packet.error());
        ++dropped_.malformed;
        return frames;
    }
    dropped_.other_tracks += packet->other_tracks;
    switch (packet->kind) {
        case PacketKind::nothing:
        case PacketKind::sequence_end: return frames;  // A new header follows, or nothing.
        case PacketKind::sequence_start:
        case PacketKind::ts_sequence_start: {
            const auto started = start_sequence(*packet, track);
            if (!started) return std::unexpected(started.error());
            return frames;
        }
        case PacketKind::frame: break;
    }
    if (packet->payload.empty()) {
        ++dropped_.empty;
        return frames;
    }
    learn_from_frame(*packet, track);
    if (!track || track->codec != packet->codec) {
        ++dropped_.before_header;
        return frames;
    }
    frames.push_back(make_frame(timestamp_ms, body, *packet, track));
    return frames;
}

Result<void> Demuxer::start_sequence(const Packet& packet, media::TrackPtr& track) const {
    // Some encoders announce a codec before they have a header for it; MP3 has none.
    if (packet.payload.empty() || packet.codec == media::Codec::mp3) return {};
    auto made = media::make_track(packet.codec, config_of(packet));
    if (!made) return std::unexpected(made.error());
    if (is_in_force(track, *made)) return {};
    if (made->kind() == media::Kind::video && made->frame_rate == 0) made->frame_rate = frame_rate_;
    track = std::make_shared<const media::Track>(std::move(*made));
    return {};
}

/// Two codecs tell in their frames what others tell in their headers.
void Demuxer::learn_from_frame(const Packet& packet, media::TrackPtr& track) const {
    if (packet.codec == media::Codec::mp3) {
        const auto header = media::read_mp3_header(packet.payload);
        const bool same = track && track->codec == media::Codec::mp3 && header &&
                          track->sample_rate_hz == header->sample_rate_hz &&
                          track->channels == header->channels;
        if (!header || same) return;
        auto made = media::make_track(media::Codec::mp3,
                                      Bytes(packet.payload.begin(), packet.payload.end()));
        if (made) track = std::make_shared<const media::Track>(std::move(*made));
    }
    if (packet.codec == media::Codec::vp9 && packet.keyframe && track &&
        track->codec == media::Codec::vp9) {
        const auto size = media::vp9_frame_size(packet.payload);
        if (!size || (track->width == size->width && track->height == size->height)) return;
        auto sized = *track;
        sized.width = size->width;
        sized.height = size->height;
        track = std::make_shared<const media::Track>(std::move(sized));
    }
}

media::FramePtr Demuxer::make_frame(std::uint32_t timestamp_ms, const Slice& body,
                                    const Packet& packet, const media::TrackPtr& track) {
    const auto placed = timeline_.place(track->kind(), timestamp_ms);
    const auto offset =
        std::chrono::milliseconds(packet.composition_ms) +
        std::chrono::floor<media::MediaTime>(std::chrono::nanoseconds(packet.offset_ns));
    const auto start = static_cast<std::size_t>(packet.payload.data() - body.bytes().data());
    return std::make_shared<const media::Frame>(media::Frame{
        .track = track,
        .dts = placed.dts,
        .pts = placed.dts + offset,
        .keyframe = packet.keyframe,
        .discontinuity = placed.discontinuity,
        .payload = body.sub(start, packet.payload.size()),
    });
}

void Demuxer::push_metadata(ByteSpan script_body) {
    amf::Amf0Reader reader(script_body);
    while (!reader.empty()) {
        const auto value = reader.next();
        if (!value) {
            ++dropped_.malformed;
            return;
        }
        const auto* properties = value->object();
        if (properties == nullptr) continue;  // "@setDataFrame", "onMetaData".
        const auto* rate = properties->find("framerate");
        const auto* number = rate != nullptr ? rate->number() : nullptr;
        if (number != nullptr && *number > 0 && *number <= frame_rate_max) frame_rate_ = *number;
        const auto* encoder = properties->find("encoder");
        const auto* text = encoder != nullptr ? encoder->text() : nullptr;
        if (text != nullptr) encoder_ = text->substr(0, encoder_bytes_max);
        return;
    }
}

}  // namespace freshet::flv
