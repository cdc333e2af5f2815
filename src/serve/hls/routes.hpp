#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include <boost/asio/awaitable.hpp>

#include "serve/cmaf/presentation.hpp"
#include "serve/http/message.hpp"

namespace freshet::http {
class Router;
}

namespace freshet::hls {

/// Live streams over HLS: master playlist, media playlists, headers and segments. Made before the
/// first request and outlives the last; its handlers run on all io threads at once.
class Routes {
public:
    /// The stream on air under this handle or id; null when there is none. Called from all io
    /// threads.
    using Find = std::function<std::shared_ptr<cmaf::Presentation>(std::string_view handle_or_id)>;

    struct Config {
        /// How long a master playlist may wait for a stream that has only just begun.
        std::chrono::milliseconds master_wait{5'000};
    };

    explicit Routes(Find find) : Routes(std::move(find), Config{}) {}
    Routes(Find find, Config config) : find_(std::move(find)), config_(config) {}

    void mount(http::Router& router);

private:
    boost::asio::awaitable<http::Response> master(const http::Request& request);
    boost::asio::awaitable<http::Response> file(const http::Request& request);

    Find find_;
    Config config_;
};

}  // namespace freshet::hls
