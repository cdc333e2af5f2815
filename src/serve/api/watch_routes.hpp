#pragma once

#include "serve/api/operation.hpp"
#include "serve/api/video_access.hpp"
#include "serve/api/video_presenter.hpp"
#include "serve/api/video_requests.hpp"

namespace freshet::api {

struct PositionView {
    double position = 0;
    bool is_finished = false;
    std::optional<WallTime> watched_at;

    static constexpr json::Rule rules[] = {
        {.field = "position", .about = "Seconds; 0: from the beginning.", .example = "42.5"},
        {.field = "isFinished", .about = "It was watched to its end, or near it."},
        {.field = "watchedAt", .about = "Null: the caller has not begun it."},
    };
};
BOOST_DESCRIBE_STRUCT(PositionView, (), (position, is_finished, watched_at))

struct PutPositionRequest {
    std::string id;
    double position = 0;

    static constexpr json::Rule rules[] = {
        {.field = "id", .length_min = 1, .length_max = 100},
        {.field = "position",
         .about = "Seconds from the beginning; beyond the end is the end.",
         .example = "42.5"},
    };
};
BOOST_DESCRIBE_STRUCT(PutPositionRequest, (), (id, position))

void validate(const PutPositionRequest& input, json::Issues& issues);

struct WatchedView {
    VideoView video;
    double position = 0;
    bool is_finished = false;
    WallTime watched_at;

    static constexpr json::Rule rules[] = {
        {.field = "position", .about = "Where the caller left it, in seconds.", .example = "42.5"},
        {.field = "isFinished", .about = "It was watched to its end, or near it."},
    };
};
BOOST_DESCRIBE_STRUCT(WatchedView, (), (video, position, is_finished, watched_at))

struct HistoryRequest {
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {rules::page, rules::limit};
};
BOOST_DESCRIBE_STRUCT(HistoryRequest, (), (page, limit))

struct ForgetRequest {
    std::optional<VideoId> video_id;

    static constexpr json::Rule rules[] = {
        {.field = "videoId", .about = "Only of that video; all when absent."}};
};
BOOST_DESCRIBE_STRUCT(ForgetRequest, (), (video_id))

/// Where everybody left what they watch. Used by all io threads at once; what it refers to outlives
/// it.
class WatchRoutes {
public:
    WatchRoutes(vod::Positions& positions, const VideoAccess& access,
                const VideoPresenter& presenter)
        : positions_(positions), access_(access), presenter_(presenter) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, WatchRoutes* self);

private:
    asio::awaitable<Reply<PositionView>> get(Call call, ById input);
    asio::awaitable<Reply<PositionView>> put(Call call, PutPositionRequest input);
    asio::awaitable<Reply<ListOf<WatchedView>>> history(Call call, HistoryRequest input);
    asio::awaitable<Reply<Message>> forget(Call call, ForgetRequest input);

    vod::Positions& positions_;
    const VideoAccess& access_;
    const VideoPresenter& presenter_;
};

}  // namespace freshet::api
