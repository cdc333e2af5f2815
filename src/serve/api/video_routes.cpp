#include "serve/api/video_routes.hpp"

#include <utility>

#include "channels/error.hpp"
#include "serve/api/message.hpp"
#include "serve/api/presenter.hpp"
#include "vod/error.hpp"

namespace freshet::api {

using Channels = channels::Errc;
using Vod = vod::Errc;
using accounts::TokenScope;
using enum http::Method;

namespace {

Refusal unknown_category() {
    return {.reason = Errc::validation_failed,
            .fields = {{.field = "category", .code = "unknown_category", .params = {}}}};
}

}  // namespace

void VideoRoutes::describe(Table& table, VideoRoutes* self) {
    describe_lists(table, self);
    describe_acts(table, self);
}

void VideoRoutes::describe_lists(Table& table, VideoRoutes* self) {
    table.add({.path = "/api/videos",
               .id = "listVideos",
               .tag = "Videos",
               .summary = "Public videos that play, the newest first",
               .token_scope = TokenScope::media_read,
               .is_remembered = true},
              self, &VideoRoutes::list);
    table.add({.path = "/api/videos/my",
               .id = "listMyVideos",
               .tag = "Videos",
               .summary = "The caller's videos in every status, also those on their way",
               .scope = Scope::user,
               .token_scope = TokenScope::media_read},
              self, &VideoRoutes::mine);
    table.add({.path = "/api/channels/:id/videos",
               .id = "listVideosOfChannel",
               .tag = "Channels",
               .summary = "A channel's videos; all of them for its owner",
               .token_scope = TokenScope::media_read,
               .reasons = {Channels::channel_not_found}},
              self, &VideoRoutes::of_channel);
    table.add({.path = "/api/users/:id/videos",
               .id = "listVideosOfUser",
               .tag = "Users",
               .summary = "The videos of all of a user's channels",
               .token_scope = TokenScope::media_read,
               .reasons = {Errc::not_found, Errc::unauthenticated}},
              self, &VideoRoutes::of_user);
}

void VideoRoutes::describe_acts(Table& table, VideoRoutes* self) {
    table.add({.path = "/api/videos/:id",
               .id = "getVideo",
               .tag = "Videos",
               .summary = "A video",
               .token_scope = TokenScope::media_read,
               .reasons = {Vod::video_not_found}},
              self, &VideoRoutes::get);
    table.add({.path = "/api/videos/:id/stream",
               .id = "getVideoPlayback",
               .tag = "Videos",
               .summary = "Where to play a video, with a token where it needs one",
               .token_scope = TokenScope::media_read,
               .reasons = {Vod::video_not_found, Vod::video_not_ready, Vod::link_not_found,
                           Vod::link_password_required}},
              self, &VideoRoutes::stream);
    table.add({.method = patch,
               .path = "/api/videos/:id",
               .id = "changeVideo",
               .tag = "Videos",
               .summary = "Change what is named of a video",
               .scope = Scope::user,
               .token_scope = TokenScope::media_write,
               .reasons = {Vod::video_not_found, Errc::forbidden},
               .changes_lists = true},
              self, &VideoRoutes::change);
    table.add({.method = delete_,
               .path = "/api/videos/:id",
               .id = "deleteVideo",
               .tag = "Videos",
               .summary = "Delete a video, or give up its upload",
               .scope = Scope::user,
               .token_scope = TokenScope::media_write,
               .reasons = {Vod::video_not_found, Errc::forbidden},
               .changes_lists = true},
              self, &VideoRoutes::remove);
    table.add({.method = post,
               .path = "/api/videos/:id/retry",
               .id = "retryVideo",
               .tag = "Videos",
               .summary = "Try once more to make a video playable that has failed",
               .scope = Scope::user,
               .token_scope = TokenScope::media_write,
               .success = 202,
               .reasons = {Vod::video_not_found, Errc::forbidden, Vod::video_not_failed}},
              self, &VideoRoutes::retry);
}

asio::awaitable<Reply<ListOf<VideoView>>> VideoRoutes::list(Call call, ListVideosRequest input) {
    const auto page = page_of(input);
    vod::VideoFilter filter{.text = input.q.value_or(""),
                            .tag = input.tag.value_or(""),
                            .sort = input.sort.value_or(vod::VideoSort::newest)};
    if (input.category) {
        auto category = co_await parts_.categories.find(*std::move(input.category));
        if (!category) co_return std::unexpected(unknown_category());
        filter.category = to_string(category->id);
    }
    if (input.channel) {
        const auto channel = co_await parts_.channels.find(*std::move(input.channel));
        if (!channel) co_return ListOf<VideoView>{.data = {}, .meta = meta_of(page, 0)};
        filter.channel = channel->id;
    }
    co_return co_await list_of(std::move(call), std::move(filter), page);
}

asio::awaitable<Reply<ListOf<VideoView>>> VideoRoutes::mine(Call call, MyVideosRequest input) {
    const auto page = page_of(input);
    auto filter = filter_of(std::move(input));
    filter.owner = call.who().user;
    return list_of(std::move(call), std::move(filter), page);
}

asio::awaitable<Reply<ListOf<VideoView>>> VideoRoutes::of_channel(Call call,
                                                                  VideosOfRequest input) {
    const auto page = page_of(input);
    const auto channel = co_await access_.channel(call, std::move(input.id));
    if (!channel) co_return std::unexpected(channel.error());
    vod::VideoFilter filter{.hidden_too = Access::may_see_all(call, channel->owner),
                            .channel = channel->id,
                            .sort = input.sort.value_or(vod::VideoSort::newest)};
    co_return co_await list_of(std::move(call), std::move(filter), page);
}

asio::awaitable<Reply<ListOf<VideoView>>> VideoRoutes::of_user(Call call, VideosOfRequest input) {
    const auto page = page_of(input);
    auto name = Access::whom(call, std::move(input.id));
    if (!name) co_return std::unexpected(name.error());
    const auto user = co_await parts_.accounts.find(*std::move(name));
    if (!user || !Access::may_see(call, *user)) co_return fail(Errc::not_found);
    vod::VideoFilter filter{.hidden_too = Access::may_see_all(call, user->id),
                            .owner = user->id,
                            .sort = input.sort.value_or(vod::VideoSort::newest)};
    co_return co_await list_of(std::move(call), std::move(filter), page);
}

asio::awaitable<Reply<ListOf<VideoView>>> VideoRoutes::list_of(Call call, vod::VideoFilter filter,
                                                               Page page) {
    auto rows = co_await parts_.videos.videos.list(std::move(filter), page);
    co_return co_await presenter_.videos(std::move(rows), page, std::move(call));
}

asio::awaitable<Reply<VideoView>> VideoRoutes::get(Call call, ById input) {
    auto video = co_await video_access_.video(call, std::move(input.id));
    if (!video) co_return std::unexpected(video.error());
    co_return co_await presenter_.video(*std::move(video), std::move(call));
}

asio::awaitable<Reply<VideoView>> VideoRoutes::change(Call call, ChangeVideoRequest input) {
    const auto video = co_await video_access_.video_to_change(call, input.id);
    if (!video) co_return std::unexpected(video.error());
    auto changed = co_await parts_.videos.videos.change(video->id, editor_of(call),
                                                        changes_of(std::move(input)));
    if (!changed) co_return std::unexpected(std::move(changed).error());
    co_await video_access_.note(call, changed->owner, "video.changed", changed->id);
    co_return co_await presenter_.video(*std::move(changed), std::move(call));
}

asio::awaitable<Reply<Message>> VideoRoutes::remove(Call call, ById input) {
    const auto video = co_await video_access_.video_to_change(call, std::move(input.id));
    if (!video) co_return std::unexpected(video.error());
    const auto removed = co_await parts_.videos.videos.remove(video->id, editor_of(call));
    if (!removed) co_return std::unexpected(removed.error());
    co_await video_access_.note(call, removed->owner, "video.deleted", removed->id);
    co_return message(call, "video_deleted.message");
}

asio::awaitable<Reply<JobView>> VideoRoutes::retry(Call call, ById input) {
    const auto video = co_await video_access_.video_to_change(call, std::move(input.id));
    if (!video) co_return std::unexpected(video.error());
    const auto job = co_await parts_.videos.jobs.retry_video(video->id);
    if (!job) co_return std::unexpected(job.error());
    co_await video_access_.note(call, video->owner, "video.retried", video->id);
    co_return accepted(VideoPresenter::job(*job, call));
}

asio::awaitable<Reply<VideoStreamView>> VideoRoutes::stream(Call call, StreamVideoRequest input) {
    std::optional<vod::Video> video;
    VideoRight right;
    if (input.share) {
        auto shared = co_await parts_.videos.share_links.open(*std::move(input.share), {});
        if (!shared) co_return std::unexpected(shared.error());
        if (to_string(shared->video.id) != input.id) co_return fail(Vod::link_not_found);
        right = VideoPresenter::right_of(*shared, call);
        video = std::move(shared->video);
    } else {
        auto found = co_await video_access_.video(call, std::move(input.id));
        if (!found) co_return std::unexpected(found.error());
        right = VideoPresenter::right_of(*found, call);
        video = *std::move(found);
    }
    if (video->status != vod::VideoStatus::ready) co_return fail(Vod::video_not_ready);
    co_return presenter_.stream(*video, call, right);
}

}  // namespace freshet::api
