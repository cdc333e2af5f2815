#include "serve/vod/routes.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "serve/http/cors.hpp"
#include "serve/http/problem.hpp"
#include "serve/http/ranges.hpp"
#include "serve/http/router.hpp"
#include "serve/playback/error.hpp"
#include "serve/playback/requests.hpp"
#include "serve/vod/file_name.hpp"
#include "serve/vod/playlists.hpp"
#include "vod/objects.hpp"
#include "wire/hls/playlist_writer.hpp"

namespace freshet::vod {

namespace {

using namespace std::chrono_literals;

// A player holds that much in advance, and asks for nothing while it plays it.
constexpr auto ahead_max = 30s;

constexpr std::string_view playlist_type = "application/vnd.apple.mpegurl";

std::string_view param(const http::Request& request, std::string_view name) {
    const auto found = request.params.find(name);
    return found == request.params.end() ? std::string_view() : std::string_view(found->second);
}

http::Response not_found() {
    http::Response response;
    response.status = 404;
    http::allow_any_origin(response);
    response.headers.set("Cache-Control", "no-store");  // It may be there in a second.
    return response;
}

http::Response refused(const http::Request& request, ErrorCode refusal) {
    if (refusal == playback::Errc::hidden) return not_found();
    auto response = http::plain_problem(request, playback::problem_of(refusal));
    http::allow_any_origin(response);
    response.headers.set("Cache-Control", "no-store");
    return response;
}

/// What one token opens is no matter for a shared cache.
std::string_view cache_scope(const http::Request& request) {
    return request.params.contains("token") || request.query_value("token") ? "private" : "public";
}

/// A name that is used once for bytes that never change.
void set_immutable(const http::Request& request, http::Response& response) {
    response.headers.set("Cache-Control",
                         fmt::format("{}, max-age=31536000, immutable", cache_scope(request)));
}

/// A name that may mean something else tomorrow.
void set_revalidated(const http::Request& request, http::Response& response) {
    response.headers.set("Cache-Control", fmt::format("{}, no-cache", cache_scope(request)));
}

std::string etag_of(std::uint64_t generation, std::string_view file) {
    return fmt::format("\"{}-{}\"", generation, file);
}

/// The number in the address, as we write it and no other way.
bool names_generation(const http::Request& request, std::uint64_t generation) {
    return param(request, "generation") == std::to_string(generation);
}

std::string_view media_type(RenditionKind kind) {
    return kind == RenditionKind::video ? "video/mp4" : "audio/mp4";
}

http::Response answer_of_type(std::string_view type) {
    http::Response response;
    http::allow_any_origin(response);
    response.headers.set("Content-Type", type);
    return response;
}

/// A playback by the progressive file begins with its first byte, and seeks by others.
bool begins_file(const http::Request& request) {
    const auto range = request.headers.get("Range");
    return !range || range->starts_with("bytes=0-");
}

playback::Show show_of(const Admitted& admitted) {
    const auto& video = admitted.playable->video;
    return {.subject = video.id, .channel = video.channel, .owner = video.owner};
}

bool is_download(const http::Request& request) { return request.query_value("download") == "1"; }

}  // namespace

Routes::Routes(Config config, Parts parts)
    : config_(std::move(config)),
      parts_(parts),
      sessions_(config_.secret, "freshet vod session"),
      cdn_(config_.cdn),
      shelf_(config_.shelf, parts.store),
      listener_(parts.events.listen([this](const Event& event) {
          if (const auto* const removed = std::get_if<VideoRemoved>(&event))
              shelf_.forget(removed->video);
      })) {}

void Routes::mount(http::Router& router) {
    const auto add = [this, &router](const std::string& pattern, Handle handle) {
        router.add(http::Method::get, pattern, [this, handle](const http::Request& request) {
            return answer(request, handle);
        });
        http::allow_preflight(router, pattern);
    };
    for (const std::string prefix : {"", "/t/:token"}) {
        add(prefix + "/vod/:id/master.m3u8", &Routes::master);
        add(prefix + "/vod/:id/video.mp4", &Routes::progressive);
        add(prefix + "/vod/:id/:generation/:file", &Routes::file);
        add(prefix + "/media/videos/:id/:generation.webp", &Routes::thumbnail);
    }
}

Routes::Answer Routes::answer(const http::Request& request, Handle handle) {
    const auto id = VideoId::parse(param(request, "id"));
    if (!id) co_return not_found();
    auto admitted = co_await parts_.admission.admit(*id, playback::visitor_of(request).token);
    if (!admitted) co_return refused(request, admitted.error());
    co_return co_await (this->*handle)(request, *std::move(admitted));
}

/// A master is one viewer's: it names the viewer's session, and repeats the id that the viewer's
/// browser keeps.
Routes::Answer Routes::master(const http::Request& request, Admitted admitted) {
    if (const auto wait = config_.gate ? config_.gate(request.peer_ip) : std::nullopt) {
        auto response = http::too_many_requests(request, *wait);
        http::allow_any_origin(response);
        co_return response;
    }
    const auto playlist = master_of(*admitted.playable);
    if (playlist.variants.empty()) co_return not_found();
    auto query = "?s=" + sessions_.issue();
    const auto client_id = playback::visitor_of(request).client_id;
    if (playback::is_client_id(client_id)) query += "&v=" + client_id;
    http::Response response;
    http::allow_any_origin(response);
    response.headers.set("Content-Type", playlist_type);
    response.headers.set("Cache-Control", "no-store");
    response.body = hls::write(playlist, query);
    co_return response;
}

Routes::Answer Routes::progressive(const http::Request& request, Admitted admitted) {
    const bool begins = begins_file(request);
    if (const auto wait = begins && config_.gate ? config_.gate(request.peer_ip) : std::nullopt) {
        auto response = http::too_many_requests(request, *wait);
        http::allow_any_origin(response);
        co_return response;
    }
    const auto& video = admitted.playable->video;
    auto object = co_await shelf_.open(media_key(video.id, video.generation, progressive_file));
    if (!object) co_return not_found();
    auto response = answer_of_type(
        media_type(video.facts.has_video ? RenditionKind::video : RenditionKind::audio));
    set_revalidated(request, response);
    response.headers.set("ETag", etag_of(video.generation, progressive_file));
    if (is_download(request)) {
        response.headers.set("Content-Disposition", attachment_named(video.title, ".mp4"));
    } else {
        note_watching(request, admitted, begins);
    }
    co_return send(request, std::move(response), std::move(object));
}

/// Nothing has a name but what the row says: whatever the address holds becomes no key.
Routes::Answer Routes::file(const http::Request& request, Admitted admitted) {
    const auto name = param(request, "file");
    for (const auto& rendition : admitted.playable->renditions) {
        if (!names_generation(request, rendition.generation)) continue;
        if (name == rendition.playlist)
            co_return co_await media_playlist(request, admitted, rendition);
        if (name == rendition.file) co_return co_await media(request, admitted, rendition);
    }
    co_return not_found();
}

Routes::Answer Routes::media_playlist(const http::Request& request, Admitted admitted,
                                      Rendition rendition) {
    const auto& video = admitted.playable->video;
    const auto text =
        co_await shelf_.text(media_key(video.id, rendition.generation, rendition.playlist));
    if (!text) co_return not_found();
    const auto session = request.query_value("s");
    if (session && sessions_.read(*session)) note_watching(request, admitted, true);

    http::Response response;
    http::allow_any_origin(response);
    response.headers.set("Content-Type", playlist_type);
    const auto place =
        cdn_.place_of(video, rendition.generation, admitted.expires_at, config_.wall());
    if (place.base.empty()) {
        set_revalidated(request, response);
        response.headers.set("ETag", etag_of(rendition.generation, rendition.playlist));
        response.body = text;
        http::serve_ranges(request, response);
    } else {
        response.headers.set("Cache-Control", "no-store");  // What it is signed by has an end.
        response.body = with_media_at(*text, place);
    }
    co_return response;
}

Routes::Answer Routes::media(const http::Request& request, Admitted admitted, Rendition rendition) {
    const auto& video = admitted.playable->video;
    auto object = co_await shelf_.open(media_key(video.id, rendition.generation, rendition.file));
    if (!object) co_return not_found();
    note_watching(request, admitted, false);
    auto response = answer_of_type(media_type(rendition.kind));
    set_immutable(request, response);
    response.headers.set("ETag", etag_of(rendition.generation, rendition.file));
    co_return send(request, std::move(response), std::move(object));
}

Routes::Answer Routes::thumbnail(const http::Request& request, Admitted admitted) {
    const auto& video = admitted.playable->video;
    if (!video.has_thumbnail || !names_generation(request, video.generation)) co_return not_found();
    auto object = co_await shelf_.open(thumbnail_key(video.id, video.generation));
    if (!object) co_return not_found();
    auto response = answer_of_type("image/webp");
    set_immutable(request, response);
    response.headers.set("ETag", etag_of(video.generation, "thumbnail"));
    co_return send(request, std::move(response), std::move(object));
}

http::Response Routes::send(const http::Request& request, http::Response response,
                            Shelf::Object object) {
    response.body = body_of(object);
    http::serve_ranges(request, response);
    auto still_may = [this, id = VideoId::parse(param(request, "id")).value(),
                      token = playback::visitor_of(request).token] { return may_go_on(id, token); };
    response.body = watched(std::move(response.body), std::move(object), std::move(still_may),
                            config_.long_bodies);
    return response;
}

asio::awaitable<bool> Routes::may_go_on(VideoId video, std::string token) {
    const auto admitted = co_await parts_.admission.admit(video, std::move(token));
    co_return admitted.has_value();
}

void Routes::note_watching(const http::Request& request, const Admitted& admitted, bool begins) {
    if (request.method != http::Method::get) return;
    const auto show = show_of(admitted);
    const auto visitor = playback::visitor_of(request);
    if (begins) {
        parts_.turnstile.seen(show, admitted.viewer, visitor, ahead_max);
    } else {
        parts_.turnstile.goes_on(show, admitted.viewer, visitor, ahead_max);
    }
}

asio::awaitable<Result<void>> Routes::seen(VideoId video, playback::Visitor visitor,
                                           std::chrono::milliseconds believed_max) {
    const auto admitted = co_await parts_.admission.admit(video, visitor.token);
    if (!admitted) co_return std::unexpected(admitted.error());
    parts_.turnstile.seen(show_of(*admitted), admitted->viewer, visitor, believed_max);
    co_return Result<void>();
}

void Routes::sweep() {
    parts_.admission.sweep();
    shelf_.sweep();
}

}  // namespace freshet::vod
