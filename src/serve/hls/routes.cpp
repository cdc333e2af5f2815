#include "serve/hls/routes.hpp"

#include <string>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include "serve/cmaf/playlists.hpp"
#include "serve/http/cors.hpp"
#include "serve/http/problem.hpp"
#include "serve/http/ranges.hpp"
#include "serve/http/router.hpp"
#include "serve/playback/error.hpp"
#include "serve/playback/requests.hpp"
#include "wire/hls/playlist_writer.hpp"

namespace freshet::hls {

namespace {

namespace asio = boost::asio;
using media::Kind;

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
    return request.params.contains("token") ? "private" : "public";
}

/// A playlist that changes with every segment: a CDN may keep it for a moment, so that it asks once
/// for all its players, and that moment is short against the target duration.
http::Response playlist_response(std::shared_ptr<const std::string> text, std::string_view scope) {
    http::Response response;
    response.body = std::move(text);
    http::allow_any_origin(response);
    response.headers.set("Content-Type", "application/vnd.apple.mpegurl");
    response.headers.set("Cache-Control", fmt::format("{}, max-age=1", scope));
    return response;
}

/// A master is one viewer's: it names the viewer's session, and repeats the id that the viewer's
/// browser keeps.
http::Response master_playlist(const MasterPlaylist& master, const std::string& session,
                               const std::string& client_id) {
    auto query = "?s=" + session;
    if (playback::is_client_id(client_id)) query += "&v=" + client_id;
    http::Response response;
    response.body = write(master, query);
    http::allow_any_origin(response);
    response.headers.set("Content-Type", "application/vnd.apple.mpegurl");
    response.headers.set("Cache-Control", "no-store");
    return response;
}

/// Headers and segments never change: their names are used once.
http::Response immutable_file(const http::Request& request, const cmaf::FileRange& file,
                              std::string_view name) {
    http::Response response;
    http::allow_any_origin(response);
    response.headers.set("Content-Type", name.starts_with('v') ? "video/mp4" : "audio/mp4");
    response.headers.set("Cache-Control",
                         fmt::format("{}, max-age=31536000, immutable", cache_scope(request)));
    response.body = http::FileBody{.file = file.file, .offset = file.offset, .size = file.size};
    http::serve_ranges(request, response);
    return response;
}

std::string_view param(const http::Request& request, std::string_view name) {
    const auto found = request.params.find(name);
    return found == request.params.end() ? std::string_view() : std::string_view(found->second);
}

/// Waits until there is a master playlist, or the stream has ended without one, or the time is
/// over.
asio::awaitable<void> decided(std::shared_ptr<cmaf::Presentation> presentation,
                              std::chrono::milliseconds time) {
    const auto executor = co_await asio::this_coro::executor;
    const auto timer = std::make_shared<asio::steady_timer>(executor, time);
    // Told on the stream's thread; the timer belongs to this one, and a posted cancel comes after
    // the wait has begun.
    const cmaf::Presentation::Waiter waiter(
        *presentation, [executor, timer] { asio::post(executor, [timer] { timer->cancel(); }); });
    co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
}

}  // namespace

void Routes::mount(http::Router& router) {
    for (const std::string prefix : {"", "/t/:token"}) {
        router.add(http::Method::get, prefix + "/hls/:handle/master.m3u8",
                   [this](const http::Request& request) { return master(request); });
        router.add(http::Method::get, prefix + "/hls/:handle/:file",
                   [this](const http::Request& request) { return file(request); });
        http::allow_preflight(router, prefix + "/hls/:handle/:file");
    }
}

asio::awaitable<http::Response> Routes::master(const http::Request& request) {
    const auto presentation = find_(param(request, "handle"));
    if (!presentation) co_return not_found();
    if (const auto wait = config_.gate ? config_.gate(request.peer_ip) : std::nullopt) {
        auto response = http::too_many_requests(request, *wait);
        http::allow_any_origin(response);
        co_return response;
    }
    const auto visitor = playback::visitor_of(request);
    const auto pass = entrance_.start(presentation->stream(), visitor.token);
    if (!pass) co_return refused(request, pass.error());
    auto snapshot = presentation->snapshot();
    if (!snapshot->master && !snapshot->has_ended) {
        co_await decided(presentation, config_.master_wait);
        snapshot = presentation->snapshot();
    }
    if (!snapshot->master) co_return not_found();
    co_return master_playlist(*snapshot->master, sessions_.issue(), visitor.client_id);
}

asio::awaitable<http::Response> Routes::file(const http::Request& request) {
    const auto presentation = find_(param(request, "handle"));
    if (!presentation) co_return not_found();
    const auto pass = entrance_.go_on(presentation->stream(), param(request, "token"));
    if (!pass) co_return refused(request, pass.error());
    const auto snapshot = presentation->snapshot();
    const auto name = param(request, "file");
    for (const auto kind : {Kind::video, Kind::audio}) {
        if (name == cmaf::playlist_name(kind))
            co_return media_playlist(request, *snapshot, kind, **pass);
    }
    const auto found = snapshot->files.find(name);
    if (found == snapshot->files.end()) co_return not_found();
    co_return immutable_file(request, found->second, name);
}

/// Asking for it again and again is what makes a viewer.
http::Response Routes::media_playlist(const http::Request& request, const cmaf::Snapshot& snapshot,
                                      Kind kind, const playback::Pass& pass) {
    const auto& playlist = snapshot.of(kind).playlist;
    if (!playlist) return not_found();
    if (const auto session = request.query_value("s"); session && !snapshot.has_ended) {
        const std::chrono::seconds target(snapshot.target_s);
        const bool counts = sessions_.seen(
            {.session = *session, .handle_or_id = param(request, "handle"), .target = target});
        if (counts)
            entrance_.seen(pass, playback::visitor_of(request), sessions_.silence_max(target));
    }
    return playlist_response(playlist, cache_scope(request));
}

}  // namespace freshet::hls
