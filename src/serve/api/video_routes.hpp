#pragma once

#include "accounts/accounts.hpp"
#include "channels/categories.hpp"
#include "serve/api/access.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/video_access.hpp"
#include "serve/api/video_parts.hpp"
#include "serve/api/video_presenter.hpp"
#include "serve/api/video_requests.hpp"

namespace freshet::api {

/// The library: what is found in it, and what owners do with what is theirs. Used by all io threads
/// at once; what it refers to outlives it.
class VideoRoutes {
public:
    struct Parts {
        VideoParts videos;
        accounts::Accounts& accounts;
        channels::Channels& channels;
        channels::Categories& categories;
    };

    VideoRoutes(Parts parts, const Access& access, const VideoAccess& video_access,
                const VideoPresenter& presenter)
        : parts_(std::move(parts)),
          access_(access),
          video_access_(video_access),
          presenter_(presenter) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, VideoRoutes* self);

private:
    static void describe_lists(Table& table, VideoRoutes* self);
    static void describe_acts(Table& table, VideoRoutes* self);

    asio::awaitable<Reply<ListOf<VideoView>>> list(Call call, ListVideosRequest input);
    asio::awaitable<Reply<ListOf<VideoView>>> mine(Call call, MyVideosRequest input);
    asio::awaitable<Reply<ListOf<VideoView>>> of_channel(Call call, VideosOfRequest input);
    asio::awaitable<Reply<ListOf<VideoView>>> of_user(Call call, VideosOfRequest input);
    asio::awaitable<Reply<VideoView>> get(Call call, ById input);
    asio::awaitable<Reply<VideoView>> change(Call call, ChangeVideoRequest input);
    asio::awaitable<Reply<Message>> remove(Call call, ById input);
    asio::awaitable<Reply<JobView>> retry(Call call, ById input);
    asio::awaitable<Reply<VideoStreamView>> stream(Call call, StreamVideoRequest input);

    asio::awaitable<Reply<ListOf<VideoView>>> list_of(Call call, vod::VideoFilter filter,
                                                      Page page);

    Parts parts_;
    const Access& access_;
    const VideoAccess& video_access_;
    const VideoPresenter& presenter_;
};

}  // namespace freshet::api
