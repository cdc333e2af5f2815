#include "serve/rtmp/dialect.hpp"

#include "wire/flv/tag_writer.hpp"
#include "wire/rtmp/chunk_writer.hpp"
#include "wire/rtmp/message.hpp"
#include "wire/rtmp/play_end.hpp"

namespace freshet::rtmp {

namespace {

class PlayerDialect final : public fanout::Dialect {
public:
    explicit PlayerDialect(std::uint32_t chunk_size) : chunk_size_(chunk_size) {}

    Slice for_newcomers(const Moment& moment) override { return for_returning(moment); }

    Slice for_returning(const Moment& moment) override {
        const auto& [video, audio] = moment.tracks;
        Bytes out;
        const auto metadata = flv::metadata_body(video.get(), audio.get());
        // At time 0 wherever we are: ffmpeg takes later metadata for a stream of subtitles.
        append_media(out, {status_chunk_stream, data_amf0}, metadata, {});
        if (video) append(out, track(*video, moment.time).bytes());
        if (audio) append(out, track(*audio, moment.time).bytes());
        return Slice(std::move(out));
    }

    Slice track(const media::Track& track, media::MediaTime time) override {
        const auto body = flv::sequence_header_body(track);
        if (body.empty()) return {};
        Bytes out;
        append_media(out, lane_of(track.kind()), body, time);
        return Slice(std::move(out));
    }

    std::vector<Slice> frame(const media::Frame& frame) override {
        const auto [chunk_stream, type] = lane_of(frame.kind());
        Bytes body_head;
        flv::append_body_head(body_head, frame);
        auto payload = frame.payload;
        if (payload.size() <= fanout::worth_copying_bytes_max) {
            append(body_head, payload.bytes());
            payload = {};
        }
        return message_slices(chunk_stream, type, flv::timestamp_ms(frame.dts),
                              std::move(body_head), std::move(payload), chunk_size_);
    }

    Slice goodbye() override {
        Bytes out;
        append_play_end(out, chunk_size_);
        return Slice(std::move(out));
    }

private:
    struct Lane {
        std::uint32_t chunk_stream;
        std::uint8_t type;
    };

    static Lane lane_of(media::Kind kind) {
        if (kind == media::Kind::video) return {video_chunk_stream, video};
        return {audio_chunk_stream, audio};
    }

    void append_media(Bytes& out, Lane lane, const Bytes& body, media::MediaTime time) const {
        const MessageHead head{.chunk_stream = lane.chunk_stream,
                               .type = lane.type,
                               .timestamp_ms = flv::timestamp_ms(time),
                               .stream_id = media_stream_id};
        append_message(out, head, body, chunk_size_);
    }

    std::uint32_t chunk_size_;
};

}  // namespace

fanout::DialectKind player_dialect(std::uint32_t chunk_size) {
    return {"rtmp", [chunk_size] { return std::make_unique<PlayerDialect>(chunk_size); }};
}

}  // namespace freshet::rtmp
