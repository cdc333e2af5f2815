#include "serve/api/playback_routes.hpp"

#include <utility>

#include "channels/access.hpp"
#include "channels/error.hpp"
#include "serve/api/watching.hpp"
#include "serve/playback/error.hpp"
#include "vod/error.hpp"

namespace freshet::api {

using channels::Ground;
using Playback = playback::Errc;

namespace {

ErrorCode told_of_video(ErrorCode refusal) {
    return refusal == Playback::hidden ? make_error_code(vod::Errc::video_not_found) : refusal;
}

}  // namespace

void validate(const BeaconRequest& request, json::Issues& issues) {
    if (!playback::is_client_id(request.view_id))
        issues.add({.field = "viewId", .code = "invalid_characters", .params = {}});
    if (!request.stream_id && !request.video_id)
        issues.add({.field = "streamId", .code = "required", .params = {}});
    if (request.stream_id && request.video_id)
        issues.add({.field = "videoId", .code = "unknown", .params = {}});
}

void PlaybackRoutes::describe(Table& table, PlaybackRoutes* self) {
    table.add({.path = "/api/streams/:id/stream",
               .id = "getStreamPlayback",
               .tag = "Streams",
               .summary = "Where to watch a stream, with a token where it needs one",
               .reasons = {channels::Errc::stream_not_found, Errc::unauthenticated,
                           Playback::followers_only, Playback::subscribers_only}},
              self, &PlaybackRoutes::stream);
    table.add({.method = http::Method::post,
               .path = "/api/playback/beacon",
               .id = "reportPlayback",
               .tag = "Streams",
               .summary = "Word of somebody who watches from elsewhere, every ten seconds",
               .scope = Scope::anyone,
               .reasons = {channels::Errc::stream_not_found, vod::Errc::video_not_found,
                           Playback::forbidden}},
              self, &PlaybackRoutes::beacon);
}

asio::awaitable<Reply<StreamPlaybackView>> PlaybackRoutes::stream(Call call, ById input) {
    const auto stream = co_await access_.stream(call, std::move(input.id));
    if (!stream) co_return std::unexpected(stream.error());
    const auto access = channels::access_of(*stream);
    const auto ground = co_await judge_.ground_of(member_of(call), access);
    if (!ground) co_return std::unexpected(told(ground.error()));

    StreamPlaybackView view;
    if (!presenter_.status(*stream).is_live) co_return view;
    std::string token;
    // The owner's own playback is told by its token from those that count.
    if (!access.is_public() || call.is(access.owner)) {
        auto issued = presenter_.playback_token(*stream, call, *ground);
        token = std::move(issued.text);
        view.token = token;
        view.expires_at = issued.expires_at;
    }
    view.playback = presenter_.playback(*stream, call, token);
    view.url = view.playback.hls;
    co_return view;
}

asio::awaitable<Reply<BeaconView>> PlaybackRoutes::beacon(Call call, BeaconRequest input) {
    playback::Visitor visitor{.token = input.token.value_or(""),
                              .client_id = input.view_id,
                              .peer_ip = call.peer_ip,
                              .user_agent = call.user_agent};
    const std::chrono::seconds watched(input.watched);
    if (input.video_id) {
        const auto seen = co_await video_seen_(*input.video_id, std::move(visitor), watched);
        if (!seen) co_return std::unexpected(told_of_video(seen.error()));
    } else {
        const auto seen = stream_seen(*input.stream_id, visitor, watched);
        if (!seen) co_return std::unexpected(told(seen.error()));
    }
    co_return BeaconView{.view_id = std::move(input.view_id)};
}

Result<void> PlaybackRoutes::stream_seen(StreamId stream, const playback::Visitor& visitor,
                                         std::chrono::milliseconds believed_max) {
    const auto pass = entrance_.go_on(stream, visitor.token);
    if (!pass) return std::unexpected(pass.error());
    entrance_.seen(**pass, visitor, believed_max);
    return {};
}

}  // namespace freshet::api
