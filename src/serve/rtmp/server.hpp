#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/log.hpp"
#include "channels/broadcasts.hpp"
#include "channels/channels.hpp"
#include "live/hub.hpp"
#include "net/listener.hpp"
#include "serve/fanout/delivery.hpp"
#include "serve/playback/entrance.hpp"
#include "wire/rtmp/server_session.hpp"

namespace freshet::rtmp {

/// What RTMP sessions stand on; all of it outlives the Server.
struct Parts {
    channels::Channels& channels;
    channels::Broadcasts& broadcasts;
    live::Hub& hub;
    playback::Admission& admission;
    playback::Entrance& entrance;
    fanout::Delivery& delivery;
};

/// The lines about peers that were refused: one for many, since anybody can cause them at will.
/// From any thread.
struct Refusals {
    log::Every publishes{std::chrono::seconds(10)};
    log::Every connections{std::chrono::seconds(10)};
    log::Every failures{std::chrono::seconds(10)};
};

/// The RTMP port: publishers by stream key, players by handle. Made, called and ended by a thread
/// that is no io thread, before the io threads stop.
class Server {
public:
    struct Config {
        std::string address{};  // Empty: all.
        std::uint16_t port = 1935;
        ServerConfig session{};
        net::AddressSet uncounted{};  // See net::Listener::Config.
    };

    Server(Config config, Parts parts, net::IoThreads& threads);

    void start() { listener_.start(); }
    void stop_accepting() { listener_.stop_accepting(); }

    /// Publishers are cut off: their streams wait for them through the grace time.
    void stop(std::chrono::milliseconds grace);

    [[nodiscard]] std::size_t connections() const { return listener_.counts().open; }
    [[nodiscard]] std::uint16_t port() const { return listener_.port(); }

private:
    Parts parts_;
    fanout::DialectKind dialect_;
    Refusals refusals_;
    net::Listener listener_;
};

}  // namespace freshet::rtmp
