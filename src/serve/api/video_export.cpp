#include "serve/api/video_export.hpp"

#include <cstddef>
#include <string>

#include "base/json.hpp"
#include "serve/api/video_words.hpp"

namespace freshet::api {

namespace asio = boost::asio;

namespace {

// What one list of an export may have.
constexpr std::size_t rows_max = 20'000;

struct HeldVideo {
    VideoId id;
    ChannelId channel;
    std::string title;
    std::string description;
    vod::Visibility visibility = vod::Visibility::private_;
    vod::VideoStatus status = vod::VideoStatus::uploading;
    std::vector<std::string> tags;
    std::uint64_t size_bytes = 0;
    std::uint64_t view_count = 0;
    WallTime created_at;
    WallTime updated_at;
};
BOOST_DESCRIBE_STRUCT(HeldVideo, (),
                      (id, channel, title, description, visibility, status, tags, size_bytes,
                       view_count, created_at, updated_at))

struct HeldPosition {
    VideoId video;
    std::string title;
    double position = 0;
    WallTime watched_at;
};
BOOST_DESCRIBE_STRUCT(HeldPosition, (), (video, title, position, watched_at))

HeldVideo held(const vod::Video& video) {
    return {.id = video.id,
            .channel = video.channel,
            .title = video.title,
            .description = video.description,
            .visibility = video.visibility,
            .status = video.status,
            .tags = video.tags,
            .size_bytes = video.size_bytes,
            .view_count = video.view_count,
            .created_at = video.created_at,
            .updated_at = video.updated_at};
}

HeldPosition held(const vod::Watched& watched) {
    return {.video = watched.video.id,
            .title = watched.video.title,
            .position = static_cast<double>(watched.position.at.count()) / 1000,
            .watched_at = watched.position.watched_at};
}

/// Page by page of what `load` gives, so that the longest list holds nobody up.
template <class Load>
asio::awaitable<std::string> list_json(Load load) {
    std::string list;
    std::size_t count = 0;
    for (Page page{.number = 1, .limit = Page::limit_max}; count < rows_max; ++page.number) {
        const auto rows = co_await load(page);
        for (const auto& row : rows.items) {
            if (count++ > 0) list += ',';
            list += json::to_json(held(row));
        }
        if (rows.items.size() < page.limit) break;
    }
    co_return "[" + list + "]";
}

asio::awaitable<std::string> videos_json(vod::Videos& videos, UserId user) {
    co_return co_await list_json(
        [&](Page page) { return videos.list({.hidden_too = true, .owner = user}, page); });
}

asio::awaitable<std::string> history_json(vod::Positions& positions, UserId user) {
    co_return co_await list_json([&](Page page) { return positions.history(user, page); });
}

}  // namespace

std::vector<Exporter> video_exporters(vod::Videos& videos, vod::Positions& positions) {
    return {{.name = "media", .json = [&videos](UserId user) { return videos_json(videos, user); }},
            {.name = "history",
             .json = [&positions](UserId user) { return history_json(positions, user); }}};
}

}  // namespace freshet::api
