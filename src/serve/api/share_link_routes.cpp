#include "serve/api/share_link_routes.hpp"

#include <utility>

#include <fmt/format.h>

#include "serve/api/message.hpp"
#include "serve/api/presenter.hpp"
#include "vod/error.hpp"

namespace freshet::api {

using Vod = vod::Errc;
using enum http::Method;

namespace {

ShareLinkView view_of(const vod::ShareLink& link) {
    return {.id = link.id,
            .video_id = link.video,
            .has_password = link.has_password(),
            .expires_at = link.expires_at,
            .opened = link.opened,
            .created_at = link.created_at};
}

}  // namespace

void ShareLinkRoutes::describe(Table& table, ShareLinkRoutes* self) {
    table.add({.path = "/api/videos/:id/share-links",
               .id = "listShareLinks",
               .tag = "Videos",
               .summary = "A video's share links, the newest first, without their secrets",
               .scope = Scope::user,
               .reasons = {Vod::video_not_found, Errc::forbidden}},
              self, &ShareLinkRoutes::list);
    table.add({.method = post,
               .path = "/api/videos/:id/share-links",
               .id = "createShareLink",
               .tag = "Videos",
               .summary = "Make a link by which others may watch a video; it is shown this once",
               .scope = Scope::user,
               .success = 201,
               .reasons = {Vod::video_not_found, Errc::forbidden, Vod::too_many_links}},
              self, &ShareLinkRoutes::make);
    table.add({.method = delete_,
               .path = "/api/videos/:id/share-links/:linkId",
               .id = "revokeShareLink",
               .tag = "Videos",
               .summary = "Make a share link worthless; what was begun by it ends",
               .scope = Scope::user,
               .reasons = {Vod::video_not_found, Errc::forbidden, Vod::link_not_found}},
              self, &ShareLinkRoutes::revoke);
    table.add(
        {.method = post,
         .path = "/api/share-links/open",
         .id = "openShareLink",
         .tag = "Videos",
         .summary = "The video that a share link opens, and where to play it",
         .reasons = {Vod::link_not_found, Vod::link_password_required, Vod::link_password_wrong},
         .rate_limit = RateLimit::auth},
        self, &ShareLinkRoutes::open);
}

/// All of them on one page: there is a limit to how many there are.
asio::awaitable<Reply<ListOf<ShareLinkView>>> ShareLinkRoutes::list(Call call, ById input) {
    const auto video = co_await access_.video_to_change(call, std::move(input.id));
    if (!video) co_return std::unexpected(video.error());
    const auto links = co_await links_.list(video->id);
    constexpr Page all{.number = 1, .limit = Page::limit_max};
    ListOf<ShareLinkView> list{.data = {}, .meta = meta_of(all, links.size())};
    for (const auto& link : links) list.data.push_back(view_of(link));
    co_return list;
}

asio::awaitable<Reply<ShareLinkView>> ShareLinkRoutes::make(Call call, NewShareLinkRequest input) {
    const auto video = co_await access_.video_to_change(call, std::move(input.id));
    if (!video) co_return std::unexpected(video.error());
    auto made = co_await links_.make({.video = video->id,
                                      .expires_at = input.expires_at,
                                      .password = std::move(input.password)});
    if (!made) co_return std::unexpected(std::move(made).error());
    co_await access_.note(call, video->owner, "share_link.created", video->id);
    auto view = view_of(made->link);
    const auto id = to_string(video->id);
    view.url = urls_.absolute(call, fmt::format("/video/{}#share={}", id, made->secret.reveal()));
    co_return created(view,
                      fmt::format("/api/videos/{}/share-links/{}", id, to_string(made->link.id)));
}

asio::awaitable<Reply<Message>> ShareLinkRoutes::revoke(Call call, ShareLinkOfVideo input) {
    const auto video = co_await access_.video_to_change(call, std::move(input.id));
    if (!video) co_return std::unexpected(video.error());
    const auto link = ShareLinkId::parse(input.link_id);
    if (!link) co_return fail(Vod::link_not_found);
    const auto revoked = co_await links_.revoke(video->id, *link);
    if (!revoked) co_return std::unexpected(revoked.error());
    co_await access_.note(call, video->owner, "share_link.revoked", video->id);
    co_return message(call, "share_link_revoked.message");
}

asio::awaitable<Reply<SharedVideoView>> ShareLinkRoutes::open(Call call,
                                                              OpenShareLinkRequest input) {
    const auto shared = co_await links_.open(std::move(input.share), std::move(input.password));
    if (!shared) co_return std::unexpected(shared.error());
    const auto right = VideoPresenter::right_of(*shared, call);
    SharedVideoView view{.video = presenter_.view_of(shared->video, call, right)};
    if (shared->video.status == vod::VideoStatus::ready)
        view.playback = presenter_.stream(shared->video, call, right);
    co_return view;
}

}  // namespace freshet::api
