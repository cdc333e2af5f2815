#pragma once

#include "serve/api/operation.hpp"
#include "serve/api/public_urls.hpp"
#include "serve/api/video_access.hpp"
#include "serve/api/video_presenter.hpp"
#include "serve/api/video_requests.hpp"
#include "vod/share_links.hpp"

namespace freshet::api {

struct ShareLinkView {
    ShareLinkId id;
    VideoId video_id;
    bool has_password = false;
    std::optional<WallTime> expires_at;
    std::uint64_t opened = 0;
    WallTime created_at;
    json::Omittable<std::optional<std::string>> url{};

    static constexpr json::Rule rules[] = {
        {.field = "hasPassword", .example = "false"},
        {.field = "expiresAt", .about = "Null: it does not end by itself."},
        {.field = "opened", .about = "So many times.", .example = "3"},
        {.field = "url",
         .about = "Told this once, when it is made. Its fragment is the secret.",
         .example = "https://tv.example/video/0190163d-8694-739b-aea5-966c26f8ad91#share="
                    "mzxw6ytboi2dkmrxga3tqo",
         .format = "uri-reference"},
    };
};
BOOST_DESCRIBE_STRUCT(ShareLinkView, (),
                      (id, video_id, has_password, expires_at, opened, created_at, url))

struct NewShareLinkRequest {
    std::string id;
    std::optional<WallTime> expires_at;
    std::optional<std::string> password;

    static constexpr json::Rule rules[] = {
        {.field = "id", .length_min = 1, .length_max = 100},
        {.field = "expiresAt", .about = "Within a year; absent: it does not end by itself."},
        {.field = "password",
         .about = "Which is asked for in addition; absent: none.",
         .example = "between us",
         .format = "password",
         .length_min = 4,
         .length_max = 128},
    };
};
BOOST_DESCRIBE_STRUCT(NewShareLinkRequest, (), (id, expires_at, password))

struct ShareLinkOfVideo {
    std::string id;
    std::string link_id;

    static constexpr json::Rule rules[] = {
        {.field = "id", .length_min = 1, .length_max = 100},
        {.field = "linkId", .length_min = 1, .length_max = 100},
    };
};
BOOST_DESCRIBE_STRUCT(ShareLinkOfVideo, (), (id, link_id))

struct OpenShareLinkRequest {
    std::string share;
    std::optional<std::string> password;

    static constexpr json::Rule rules[] = {
        {.field = "share",
         .about = "The secret: what stands behind `#share=`.",
         .example = "mzxw6ytboi2dkmrxga3tqo",
         .length_min = 1,
         .length_max = 100},
        {.field = "password", .format = "password", .length_max = 128},
    };
};
BOOST_DESCRIBE_STRUCT(OpenShareLinkRequest, (), (share, password))

/// What a share link opens.
struct SharedVideoView {
    VideoView video;
    json::Omittable<VideoStreamView> playback{};

    static constexpr json::Rule rules[] = {
        {.field = "playback", .about = "When the video is `READY`."}};
};
BOOST_DESCRIBE_STRUCT(SharedVideoView, (), (video, playback))

/// Links by which others may watch. Used by all io threads at once; what it refers to outlives it.
class ShareLinkRoutes {
public:
    ShareLinkRoutes(vod::ShareLinks& links, const VideoAccess& access,
                    const VideoPresenter& presenter, const PublicUrls& urls)
        : links_(links), access_(access), presenter_(presenter), urls_(urls) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, ShareLinkRoutes* self);

private:
    asio::awaitable<Reply<ListOf<ShareLinkView>>> list(Call call, ById input);
    asio::awaitable<Reply<ShareLinkView>> make(Call call, NewShareLinkRequest input);
    asio::awaitable<Reply<Message>> revoke(Call call, ShareLinkOfVideo input);
    asio::awaitable<Reply<SharedVideoView>> open(Call call, OpenShareLinkRequest input);

    vod::ShareLinks& links_;
    const VideoAccess& access_;
    const VideoPresenter& presenter_;
    const PublicUrls& urls_;
};

}  // namespace freshet::api
