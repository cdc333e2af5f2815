#include "serve/api/media_routes.hpp"

#include <utility>

#include "serve/api/message.hpp"
#include "vod/error.hpp"

namespace freshet::api {

using Vod = vod::Errc;
using accounts::TokenScope;
using enum http::Method;

void MediaRoutes::describe(Table& table, MediaRoutes* self) {
    table.add({.path = "/api/media",
               .id = "listMedia",
               .tag = "Media",
               .summary = "The videos of the token's owner in every status; all with API_TOKEN",
               .scope = Scope::user,
               .token_scope = TokenScope::media_read},
              self, &MediaRoutes::list);
    table.add({.path = "/api/media/:id",
               .id = "getMedia",
               .tag = "Media",
               .summary = "One of these videos",
               .scope = Scope::user,
               .token_scope = TokenScope::media_read,
               .reasons = {Vod::video_not_found}},
              self, &MediaRoutes::get);
    table.add({.path = "/api/media/:id/stream",
               .id = "getMediaPlayback",
               .tag = "Media",
               .summary = "Where to play one of these videos",
               .scope = Scope::user,
               .token_scope = TokenScope::media_read,
               .reasons = {Vod::video_not_found, Vod::video_not_ready}},
              self, &MediaRoutes::stream);
    table.add({.method = patch,
               .path = "/api/media/:id",
               .id = "changeMedia",
               .tag = "Media",
               .summary = "Change what is named of one of these videos",
               .scope = Scope::user,
               .token_scope = TokenScope::media_write,
               .reasons = {Vod::video_not_found},
               .changes_lists = true},
              self, &MediaRoutes::change);
    table.add({.method = delete_,
               .path = "/api/media/:id",
               .id = "deleteMedia",
               .tag = "Media",
               .summary = "Delete one of these videos",
               .scope = Scope::user,
               .token_scope = TokenScope::media_write,
               .reasons = {Vod::video_not_found},
               .changes_lists = true},
              self, &MediaRoutes::remove);
}

asio::awaitable<Reply<ListOf<VideoView>>> MediaRoutes::list(Call call, MyVideosRequest input) {
    const auto page = page_of(input);
    auto filter = filter_of(std::move(input));
    if (!call.who().is_operator) filter.owner = call.who().user;
    auto rows = co_await parts_.videos.list(std::move(filter), page);
    co_return co_await presenter_.videos(std::move(rows), page, std::move(call));
}

asio::awaitable<Reply<VideoView>> MediaRoutes::get(Call call, ById input) {
    auto video = co_await access_.own_video(call, std::move(input.id));
    if (!video) co_return std::unexpected(video.error());
    co_return co_await presenter_.video(*std::move(video), std::move(call));
}

asio::awaitable<Reply<VideoView>> MediaRoutes::change(Call call, ChangeVideoRequest input) {
    const auto video = co_await access_.own_video(call, input.id);
    if (!video) co_return std::unexpected(video.error());
    auto changed =
        co_await parts_.videos.change(video->id, editor_of(call), changes_of(std::move(input)));
    if (!changed) co_return std::unexpected(std::move(changed).error());
    co_await access_.note(call, changed->owner, "video.changed", changed->id);
    co_return co_await presenter_.video(*std::move(changed), std::move(call));
}

asio::awaitable<Reply<Message>> MediaRoutes::remove(Call call, ById input) {
    const auto video = co_await access_.own_video(call, std::move(input.id));
    if (!video) co_return std::unexpected(video.error());
    const auto removed = co_await parts_.videos.remove(video->id, editor_of(call));
    if (!removed) co_return std::unexpected(removed.error());
    co_await access_.note(call, removed->owner, "video.deleted", removed->id);
    co_return message(call, "video_deleted.message");
}

asio::awaitable<Reply<VideoStreamView>> MediaRoutes::stream(Call call, ById input) {
    const auto video = co_await access_.own_video(call, std::move(input.id));
    if (!video) co_return std::unexpected(video.error());
    if (video->status != vod::VideoStatus::ready) co_return fail(Vod::video_not_ready);
    co_return presenter_.stream(*video, call, VideoPresenter::right_of(*video, call));
}

}  // namespace freshet::api
