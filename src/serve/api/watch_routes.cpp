#include "serve/api/watch_routes.hpp"

#include <cmath>
#include <utility>

#include "serve/api/message.hpp"
#include "serve/api/presenter.hpp"
#include "vod/error.hpp"

namespace freshet::api {

using Vod = vod::Errc;
using std::chrono::milliseconds;
using enum http::Method;

namespace {

constexpr double position_max = 1e9;  // Seconds: more than any video has, and less than overflows.

double seconds(milliseconds time) { return static_cast<double>(time.count()) / 1000; }

PositionView view_of(const vod::Position& position) {
    return {.position = seconds(position.at),
            .is_finished = position.is_finished,
            .watched_at = position.watched_at};
}

}  // namespace

void validate(const PutPositionRequest& input, json::Issues& issues) {
    if (input.position >= 0 && input.position <= position_max) return;
    issues.add({.field = "position",
                .code = "out_of_range",
                .params = {{"min", "0"}, {"max", "1000000000"}}});
}

void WatchRoutes::describe(Table& table, WatchRoutes* self) {
    table.add({.path = "/api/videos/:id/progress",
               .id = "getVideoPosition",
               .tag = "Videos",
               .summary = "Where the caller left a video",
               .scope = Scope::user,
               .reasons = {Vod::video_not_found}},
              self, &WatchRoutes::get);
    table.add({.method = http::Method::put,
               .path = "/api/videos/:id/progress",
               .id = "putVideoPosition",
               .tag = "Videos",
               .summary = "Remember where the caller left a video; near its end it begins anew",
               .scope = Scope::user,
               .reasons = {Vod::video_not_found, Vod::video_not_ready}},
              self, &WatchRoutes::put);
    table.add({.path = "/api/users/me/history",
               .id = "listHistory",
               .tag = "Users",
               .summary = "What the caller watched, the newest first",
               .scope = Scope::user},
              self, &WatchRoutes::history);
    table.add({.method = delete_,
               .path = "/api/users/me/history",
               .id = "deleteHistory",
               .tag = "Users",
               .summary = "Forget what the caller watched",
               .scope = Scope::user},
              self, &WatchRoutes::forget);
}

asio::awaitable<Reply<PositionView>> WatchRoutes::get(Call call, ById input) {
    const auto video = co_await access_.video(call, std::move(input.id));
    if (!video) co_return std::unexpected(video.error());
    const auto position = co_await positions_.find({.user = call.who().user, .video = video->id});
    if (!position) co_return PositionView();
    co_return view_of(*position);
}

asio::awaitable<Reply<PositionView>> WatchRoutes::put(Call call, PutPositionRequest input) {
    auto video = co_await access_.video(call, std::move(input.id));
    if (!video) co_return std::unexpected(video.error());
    const milliseconds at(std::llround(input.position * 1000));
    const auto noted = co_await positions_.note(call.who().user, *std::move(video), at);
    if (!noted) co_return std::unexpected(noted.error());
    co_return view_of(*noted);
}

asio::awaitable<Reply<ListOf<WatchedView>>> WatchRoutes::history(Call call, HistoryRequest input) {
    const Page page{.number = input.page.value_or(1), .limit = input.limit.value_or(20)};
    const auto rows = co_await positions_.history(call.who().user, page);
    std::vector<vod::Video> videos;
    for (const auto& row : rows.items) videos.push_back(row.video);
    auto views = co_await presenter_.videos(std::move(videos), std::move(call));
    ListOf<WatchedView> list{.data = {}, .meta = meta_of(page, rows.total)};
    for (std::size_t i = 0; i < views.size(); ++i) {
        const auto& position = rows.items[i].position;
        list.data.push_back({.video = std::move(views[i]),
                             .position = seconds(position.at),
                             .is_finished = position.is_finished,
                             .watched_at = position.watched_at});
    }
    co_return list;
}

asio::awaitable<Reply<Message>> WatchRoutes::forget(Call call, ForgetRequest input) {
    co_await positions_.forget(call.who().user, input.video_id);
    co_return message(call, "history_forgotten.message");
}

}  // namespace freshet::api
