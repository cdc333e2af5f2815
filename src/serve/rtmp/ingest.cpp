#include "serve/rtmp/ingest.hpp"

#include <fmt/format.h>

#include "base/log.hpp"
#include "live/error.hpp"

namespace freshet::rtmp {

namespace {

class Category final : public boost::system::error_category {
public:
    [[nodiscard]] const char* name() const noexcept override { return "ingest"; }

    [[nodiscard]] std::string message(int value) const override {
        switch (static_cast<IngestErrc>(value)) {
            case IngestErrc::unknown_key: return "unknown stream key";
        }
        return "unknown error";
    }
};

// A broadcast may end between our look at its row and ours at the hub, once.
constexpr int attempts = 2;

std::string dimensions(const media::Track& track) {
    if (track.kind() == media::Kind::video)
        return fmt::format("size={}x{}", track.width, track.height);
    return fmt::format("rate={} channels={}", track.sample_rate_hz, track.channels);
}

boost::asio::awaitable<Result<live::Publication>> publish(Parts parts, Loop& thread,
                                                          channels::Channel channel,
                                                          std::string key,
                                                          std::function<void()> evict) {
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const auto row = co_await parts.broadcasts.open(channel.id);
        if (!row) co_return std::unexpected(row.error());
        parts.admission.set(row->id, channels::access_of(*row));
        auto publication = parts.hub.publish(
            {.id = row->id, .channel = channel.id, .handle = channel.handle}, thread, evict);
        if (publication) {
            // Whoever replaced the key since we looked found no publish to end.
            if (co_await parts.channels.channel_by_key(key)) co_return publication;
            parts.hub.stop(channel.id);
            co_return fail(IngestErrc::unknown_key);
        }
        if (publication.error() != live::Errc::broadcast_over) co_return publication;
        co_await parts.broadcasts.end(row->id, wall_now());
    }
    co_return fail(live::Errc::broadcast_over);
}

}  // namespace

ErrorCode make_error_code(IngestErrc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

boost::asio::awaitable<Claim> open_publication(Parts parts, Loop& thread, std::string key,
                                               std::function<void()> evict) {
    const auto channel = co_await parts.channels.channel_by_key(key);
    if (!channel) co_return Claim{.publication = fail(IngestErrc::unknown_key)};
    auto publication = co_await publish(parts, thread, *channel, std::move(key), std::move(evict));
    co_return Claim{.publication = std::move(publication), .handle = channel->handle};
}

Ingest::Ingest(live::Publication publication, std::string peer_ip)
    : publication_(std::move(publication)),
      demuxer_(media::Timeline(publication_.start())),
      peer_ip_(std::move(peer_ip)),
      since_(mono_now()) {
    const auto& broadcast = publication_.stream().broadcast();
    log::info("rtmp", "publish began channel={} stream={} peer={}", broadcast.handle,
              to_string(broadcast.id), peer_ip_);
}

Result<void> Ingest::take(const Event& event) {
    if (const auto* media = std::get_if<MediaArrived>(&event)) {
        bytes_ += media->body.size();
        if (media->kind == media::Kind::video) {
            return push(demuxer_.push_video(media->timestamp_ms, media->body));
        }
        return push(demuxer_.push_audio(media->timestamp_ms, media->body));
    }
    if (const auto* metadata = std::get_if<MetadataArrived>(&event)) {
        demuxer_.push_metadata(metadata->body.bytes());
    }
    return {};
}

Result<void> Ingest::push(Result<std::vector<media::FramePtr>> frames) {
    if (!frames) return std::unexpected(frames.error());
    announce_changes();
    frames_ += frames->size();
    for (auto& frame : *frames) publication_.push(std::move(frame));
    return {};
}

void Ingest::announce_changes() {
    for (const auto kind : {media::Kind::video, media::Kind::audio}) {
        auto& announced = announced_[static_cast<std::size_t>(kind)];
        const auto& track = kind == media::Kind::video ? demuxer_.video() : demuxer_.audio();
        if (!track || announced == track) continue;
        announced = track;
        publication_.announce(track);
        const auto times = track_lines_[static_cast<std::size_t>(kind)].count();
        if (!times) continue;
        log::info("rtmp", "track channel={} codec={} {} times={}",
                  publication_.stream().broadcast().handle, track->codec_string, dimensions(*track),
                  *times);
    }
}

void Ingest::unpublish() {
    say_ended("unpublished");
    publication_.unpublish();
}

void Ingest::lost(std::string_view reason) { say_ended(reason); }

void Ingest::say_ended(std::string_view reason) const {
    const auto& broadcast = publication_.stream().broadcast();
    const auto& dropped = demuxer_.dropped();
    const std::chrono::duration<double> lasted = mono_now() - since_;
    log::info("rtmp",
              "publish ended channel={} stream={} peer={} encoder=\"{}\" reason=\"{}\" "
              "seconds={:.1f} frames={} bytes={} dropped={} malformed={}",
              broadcast.handle, to_string(broadcast.id), peer_ip_, demuxer_.encoder(), reason,
              lasted.count(), frames_, bytes_, dropped.before_header + dropped.other_tracks,
              dropped.malformed);
}

}  // namespace freshet::rtmp
