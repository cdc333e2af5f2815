#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <variant>

#include "base/check.hpp"
#include "wire/flv/demuxer.hpp"
#include "wire/rtmp/server_session.hpp"

namespace {

using namespace freshet;

/// Answers as serve/rtmp does, refusing every key that begins with 'b'.
class Server {
public:
    explicit Server(rtmp::ServerSession& session) : session_(session) {}

    /// Whether the connection may go on.
    bool react(const rtmp::Event& event) {
        if (const auto* asked = std::get_if<rtmp::PublishAsked>(&event)) return answer(*asked);
        if (std::holds_alternative<rtmp::PlayAsked>(event)) session_.accept_play();
        if (const auto* metadata = std::get_if<rtmp::MetadataArrived>(&event)) {
            FRESHET_CHECK(demuxer_.has_value());
            demuxer_->push_metadata(metadata->body.bytes());
        }
        if (const auto* media = std::get_if<rtmp::MediaArrived>(&event)) {
            FRESHET_CHECK(demuxer_.has_value());
            return media->kind == media::Kind::video
                       ? demuxer_->push_video(media->timestamp_ms, media->body).has_value()
                       : demuxer_->push_audio(media->timestamp_ms, media->body).has_value();
        }
        if (std::holds_alternative<rtmp::PublishEnded>(event)) {
            FRESHET_CHECK(demuxer_.has_value());
            demuxer_.reset();
        }
        return true;
    }

private:
    bool answer(const rtmp::PublishAsked& asked) {
        if (asked.key.starts_with('b')) {
            session_.refuse_publish("NetStream.Publish.BadName", "no");
            return true;
        }
        session_.accept_publish();
        demuxer_.emplace(media::Timeline(media::MediaTime(0)));
        return true;
    }

    rtmp::ServerSession& session_;
    std::optional<flv::Demuxer> demuxer_;
};

}  // namespace

// The first byte says how the rest is cut.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::size_t step = data[0] == 255 ? size : 16 * (data[0] + 1u);
    auto input = std::as_bytes(std::span(data, size)).subspan(1);
    MonoTime now{std::chrono::seconds(1)};
    rtmp::ServerSession session({}, now);
    Server server(session);
    while (!input.empty()) {
        if (!session.feed(input.first(std::min(step, input.size())), now)) return 0;
        input = input.subspan(std::min(step, input.size()));
        while (true) {
            const auto event = session.next_event();
            if (!event) return 0;
            if (!*event) break;
            if (!server.react(**event)) return 0;
        }
        static_cast<void>(session.take_output());
        now += std::chrono::seconds(7);
        if (!session.on_time(now)) return 0;
    }
    return 0;
}
