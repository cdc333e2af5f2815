#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include <boost/asio/awaitable.hpp>

#include "serve/cmaf/presentation.hpp"
#include "serve/hls/sessions.hpp"
#include "serve/http/message.hpp"
#include "serve/playback/entrance.hpp"

namespace freshet::http {
class Router;
}

namespace freshet::hls {

/// Live streams over HLS: master playlist, media playlists, headers and segments; under
/// `/t/{token}` for who needs a token, so that relative URIs bring it along. Made before the
/// first request and outlives the last; its handlers run on all io threads at once.
class Routes {
public:
    /// The stream on air under this handle or id; null when there is none. Called from all io
    /// threads.
    using Find = std::function<std::shared_ptr<cmaf::Presentation>(std::string_view handle_or_id)>;

    /// How long an address has to wait before it may start another viewing; nothing: not at all.
    /// Counts the asking.
    using Gate = std::function<std::optional<std::chrono::seconds>(std::string_view peer_ip)>;

    struct Config {
        /// How long a master playlist may wait for a stream that has only just begun.
        std::chrono::milliseconds master_wait{5'000};
        Gate gate{};  // Of master playlists. Empty: nobody waits.
    };

    /// `entrance` and `sessions` outlive this.
    Routes(Find find, playback::Entrance& entrance, Sessions& sessions, Config config)
        : find_(std::move(find)),
          entrance_(entrance),
          sessions_(sessions),
          config_(std::move(config)) {}

    void mount(http::Router& router);

private:
    boost::asio::awaitable<http::Response> master(const http::Request& request);
    boost::asio::awaitable<http::Response> file(const http::Request& request);

    http::Response media_playlist(const http::Request& request, const cmaf::Snapshot& snapshot,
                                  media::Kind kind, const playback::Pass& pass);

    Find find_;
    playback::Entrance& entrance_;
    Sessions& sessions_;
    Config config_;
};

}  // namespace freshet::hls
