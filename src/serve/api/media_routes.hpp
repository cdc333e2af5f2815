#pragma once

#include "serve/api/operation.hpp"
#include "serve/api/video_access.hpp"
#include "serve/api/video_parts.hpp"
#include "serve/api/video_presenter.hpp"
#include "serve/api/video_requests.hpp"

namespace freshet::api {

/// The library for programs: what is the caller's, and nothing else is there; all of it for
/// API_TOKEN. Used by all io threads at once; what it refers to outlives it.
class MediaRoutes {
public:
    MediaRoutes(VideoParts parts, const VideoAccess& access, const VideoPresenter& presenter)
        : parts_(std::move(parts)), access_(access), presenter_(presenter) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, MediaRoutes* self);

private:
    asio::awaitable<Reply<ListOf<VideoView>>> list(Call call, MyVideosRequest input);
    asio::awaitable<Reply<VideoView>> get(Call call, ById input);
    asio::awaitable<Reply<VideoView>> change(Call call, ChangeVideoRequest input);
    asio::awaitable<Reply<Message>> remove(Call call, ById input);
    asio::awaitable<Reply<VideoStreamView>> stream(Call call, ById input);

    VideoParts parts_;
    const VideoAccess& access_;
    const VideoPresenter& presenter_;
};

}  // namespace freshet::api
