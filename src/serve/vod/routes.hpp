#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "base/secret_text.hpp"
#include "serve/http/message.hpp"
#include "serve/playback/session_names.hpp"
#include "serve/playback/turnstile.hpp"
#include "serve/vod/admission.hpp"
#include "serve/vod/cdn.hpp"
#include "serve/vod/long_body.hpp"
#include "serve/vod/shelf.hpp"

namespace freshet::http {
class Router;
}

namespace freshet::vod {

/// Videos over HTTP: playlists, media by ranges of bytes, the progressive file, the thumbnail;
/// under `/t/{token}` for who needs a token, so that relative URIs bring it along. Made before the
/// first request and outlives the last; its handlers run on all io threads at once.
class Routes {
public:
    /// How long an address has to wait before it may start another playback; nothing: not at all.
    /// Counts the asking.
    using Gate = std::function<std::optional<std::chrono::seconds>(std::string_view peer_ip)>;

    struct Config {
        SecretText secret{};  // Of the names of sessions.
        Cdn::Config cdn{};
        Shelf::Config shelf{};
        LongBodies long_bodies{};
        Gate gate{};  // Of master playlists, and of the progressive file. Empty: nobody waits.
        WallClock wall = wall_now;
    };

    /// All of them outlive this.
    struct Parts {
        Admission& admission;
        playback::Turnstile& turnstile;
        objects::Store& store;
        EventBus& events;
    };

    Routes(Config config, Parts parts);

    void mount(http::Router& router);

    /// A sign of life from a player, as for streams. Errc::hidden, Errc::forbidden.
    asio::awaitable<Result<void>> seen(VideoId video, playback::Visitor visitor,
                                       std::chrono::milliseconds believed_max);

    /// Lets go of what is not needed. To be called every few seconds.
    void sweep();

private:
    using Answer = asio::awaitable<http::Response>;
    using Handle = Answer (Routes::*)(const http::Request& request, Admitted admitted);

    /// Who may see the video has the request answered by `handle`.
    Answer answer(const http::Request& request, Handle handle);
    Answer master(const http::Request& request, Admitted admitted);
    Answer progressive(const http::Request& request, Admitted admitted);
    Answer file(const http::Request& request, Admitted admitted);
    Answer thumbnail(const http::Request& request, Admitted admitted);

    Answer media_playlist(const http::Request& request, Admitted admitted, Rendition rendition);
    Answer media(const http::Request& request, Admitted admitted, Rendition rendition);
    /// Ranges of an object; what is begun ends when the right to it does.
    http::Response send(const http::Request& request, http::Response response,
                        Shelf::Object object);
    asio::awaitable<bool> may_go_on(VideoId video, std::string token);
    void note_watching(const http::Request& request, const Admitted& admitted, bool begins);

    const Config config_;
    const Parts parts_;
    const playback::SessionNames sessions_;
    Cdn cdn_;
    Shelf shelf_;
    EventBus::Listener listener_;  // The last: what it changes is there.
};

}  // namespace freshet::vod
