#pragma once

#include <boost/asio/awaitable.hpp>

#include "live/hub.hpp"
#include "serve/fanout/delivery.hpp"
#include "serve/http/router.hpp"
#include "serve/playback/entrance.hpp"

namespace freshet::flv {

/// Live streams as FLV over HTTP and WebSocket, at `/live/{handle}.flv`. Outlives the HTTP server.
class Routes {
public:
    Routes(live::Hub& hub, playback::Entrance& entrance, fanout::Delivery& delivery)
        : hub_(hub), entrance_(entrance), delivery_(delivery) {}

    void mount(http::Router& router);

private:
    boost::asio::awaitable<http::Response> serve(http::Request request);
    http::Response over_http(const http::Request& request, std::shared_ptr<live::Stream> stream,
                             playback::Ticket ticket);
    http::Response over_websocket(const http::Request& request,
                                  std::shared_ptr<live::Stream> stream, playback::Ticket ticket);
    http::Response hand_over(std::shared_ptr<live::Stream> stream,
                             const fanout::DialectKind& dialect, Bytes greeting,
                             std::unique_ptr<net::ViewerSession> session);

    live::Hub& hub_;
    playback::Entrance& entrance_;
    fanout::Delivery& delivery_;
};

}  // namespace freshet::flv
