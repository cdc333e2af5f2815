#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "serve/api/access.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/presenter.hpp"
#include "serve/api/views.hpp"
#include "serve/playback/entrance.hpp"
#include "serve/playback/judge.hpp"

namespace freshet::api {

struct StreamPlaybackView {
    std::optional<std::string> url;
    PlaybackView playback;
    json::Omittable<std::string> token{};
    json::Omittable<WallTime> expires_at{};

    static constexpr json::Rule rules[] = {
        {.field = "url",
         .about = "The same as playback.hls, which every player takes; null while it is not live.",
         .example = "https://tv.example/hls/ada/master.m3u8",
         .format = "uri-reference"},
        {.field = "token",
         .about = "Only where the stream needs one; the addresses hold it already.",
         .example = "AQIAAAGjFr9x"},
        {.field = "expiresAt",
         .about = "Until when a playback may start by the token. One that has started goes on for "
                  "as long as its viewer has the right."},
    };
};
BOOST_DESCRIBE_STRUCT(StreamPlaybackView, (), (url, playback, token, expires_at))

/// Takes a sign of life from a player of a video, as playback::Entrance does for streams: the
/// refusals are playback::Errc.
using VideoSeen = std::function<asio::awaitable<Result<void>>(
    VideoId video, playback::Visitor visitor, std::chrono::milliseconds believed_max)>;

struct BeaconRequest {
    std::string view_id;
    std::optional<StreamId> stream_id;
    std::optional<VideoId> video_id;
    std::optional<std::string> token;
    std::uint32_t watched = 0;

    static constexpr json::Rule rules[] = {
        {.field = "viewId",
         .about = "An id that the browser keeps, the same as `v` in playback addresses.",
         .example = "b7f0c1d2e3",
         .length_min = 8,
         .length_max = 64},
        {.field = "streamId", .about = "What is watched: this or `videoId`."},
        {.field = "token", .about = "Where what is watched needs one.", .length_max = 255},
        {.field = "watched",
         .about = "Seconds since the last one; believed up to the time that has passed.",
         .example = "10",
         .min = 0,
         .max = 60},
    };
};
BOOST_DESCRIBE_STRUCT(BeaconRequest, (), (view_id, stream_id, video_id, token, watched))

struct BeaconView {
    std::string view_id;

    static constexpr json::Rule rules[] = {{.field = "viewId", .example = "b7f0c1d2e3"}};
};
BOOST_DESCRIBE_STRUCT(BeaconView, (), (view_id))

void validate(const BeaconRequest& request, json::Issues& issues);

/// Where and by what right a stream is watched, and word from those who watch elsewhere. Used by
/// all io threads at once; what it refers to outlives it.
class PlaybackRoutes {
public:
    PlaybackRoutes(const Access& access, const Presenter& presenter, playback::Judge& judge,
                   playback::Entrance& entrance, VideoSeen video_seen)
        : access_(access),
          presenter_(presenter),
          judge_(judge),
          entrance_(entrance),
          video_seen_(std::move(video_seen)) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, PlaybackRoutes* self);

private:
    asio::awaitable<Reply<StreamPlaybackView>> stream(Call call, ById input);
    asio::awaitable<Reply<BeaconView>> beacon(Call call, BeaconRequest input);
    Result<void> stream_seen(StreamId stream, const playback::Visitor& visitor,
                             std::chrono::milliseconds believed_max);

    const Access& access_;
    const Presenter& presenter_;
    playback::Judge& judge_;
    playback::Entrance& entrance_;
    VideoSeen video_seen_;
};

}  // namespace freshet::api
