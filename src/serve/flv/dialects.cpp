#include "serve/flv/dialects.hpp"

#include <fmt/format.h>

#include "wire/flv/tag_writer.hpp"
#include "wire/websocket/frame.hpp"

namespace freshet::flv {

namespace {

// Tags are put into what carries them: each carrier says what stands before and behind so many
// bytes.

struct Chunked {
    static void begin(Bytes& out, std::size_t size) { append(out, fmt::format("{:x}\r\n", size)); }
    static void end(Bytes& out) { append(out, "\r\n"); }
    static void goodbye(Bytes& out) { append(out, "0\r\n\r\n"); }
};

struct Plain {
    static void begin(Bytes&, std::size_t) {}
    static void end(Bytes&) {}
    static void goodbye(Bytes&) {}
};

struct Message {
    static void begin(Bytes& out, std::size_t size) {
        websocket::append_frame_head(out, websocket::Opcode::binary, size);
    }
    static void end(Bytes&) {}
    static void goodbye(Bytes& out) {
        websocket::append_close(out, websocket::CloseCode::normal, "the stream has ended");
    }
};

TagType tag_type(media::Kind kind) {
    return kind == media::Kind::video ? TagType::video : TagType::audio;
}

void append_tag(Bytes& out, TagType type, const Bytes& body, media::MediaTime time) {
    append_tag_head(out, type, body.size(), timestamp_ms(time));
    append(out, body);
    append_tag_tail(out, body.size());
}

void append_sequence_header(Bytes& out, const media::Track& track, media::MediaTime time) {
    const auto body = sequence_header_body(track);
    if (!body.empty()) append_tag(out, tag_type(track.kind()), body, time);
}

template <class Carrier>
class FlvDialect final : public fanout::Dialect {
public:
    Slice for_newcomers(const Moment& moment) override {
        auto out = file_header(moment.tracks.video != nullptr, moment.tracks.audio != nullptr);
        append_preface(out, moment);
        return carried(out);
    }

    Slice for_returning(const Moment& moment) override {
        Bytes out;
        append_preface(out, moment);
        return carried(out);
    }

    Slice track(const media::Track& track, media::MediaTime time) override {
        Bytes out;
        append_sequence_header(out, track, time);
        return carried(out);
    }

    std::vector<Slice> frame(const media::Frame& frame) override {
        Bytes body_head;
        append_body_head(body_head, frame);
        const auto body_size = body_head.size() + frame.payload.size();

        Bytes head;
        Carrier::begin(head, tag_head_size + body_size + tag_tail_size);
        append_tag_head(head, tag_type(frame.kind()), body_size, timestamp_ms(frame.dts));
        append(head, body_head);
        Bytes tail;
        append_tag_tail(tail, body_size);
        Carrier::end(tail);
        return fanout::framed(std::move(head), frame.payload, std::move(tail));
    }

    Slice goodbye() override {
        Bytes out;
        Carrier::goodbye(out);
        return Slice(std::move(out));
    }

private:
    static void append_preface(Bytes& out, const Moment& moment) {
        const auto& [video, audio] = moment.tracks;
        const auto metadata = metadata_body(video.get(), audio.get(), origin(moment));
        // At time 0 wherever we are: ffmpeg takes later metadata for a stream of subtitles.
        append_tag(out, TagType::script, metadata, {});
        if (video) append_sequence_header(out, *video, moment.time);
        if (audio) append_sequence_header(out, *audio, moment.time);
    }

    static std::optional<Origin> origin(const Moment& moment) {
        if (!moment.epoch) return std::nullopt;
        return Origin{.epoch = *moment.epoch, .start = moment.time};
    }

    static Slice carried(const Bytes& bytes) {
        if (bytes.empty()) return {};
        Bytes out;
        Carrier::begin(out, bytes.size());
        append(out, bytes);
        Carrier::end(out);
        return Slice(std::move(out));
    }
};

template <class Carrier>
std::unique_ptr<fanout::Dialect> make() {
    return std::make_unique<FlvDialect<Carrier>>();
}

}  // namespace

const fanout::DialectKind http_chunked{"http-flv", make<Chunked>};
const fanout::DialectKind http_plain{"http-flv-1.0", make<Plain>};
const fanout::DialectKind websocket{"ws-flv", make<Message>};

}  // namespace freshet::flv
