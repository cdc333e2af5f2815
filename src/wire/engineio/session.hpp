#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "wire/engineio/packet.hpp"

namespace freshet::engineio {

enum class Transport : std::uint8_t { polling, websocket };

/// The state of one Engine.IO session: heartbeat and upgrade (Engine.IO v4, "Heartbeat" and
/// "Upgrade"). Sans-I/O: packets and the time go in, what is to be done comes out. After an error
/// the session is to be closed, or for hear_probe the probing WebSocket alone. Lives on its
/// client's thread.
class Session {
public:
    struct Config {
        std::chrono::milliseconds ping_interval{25'000};
        std::chrono::milliseconds ping_timeout{20'000};
        std::chrono::milliseconds upgrade_timeout{10'000};
    };

    /// What a packet, or the passing of time, asks for.
    enum class Act : std::uint8_t {
        nothing,
        give,           // The packet's data are for the layer above.
        say_goodbye,    // The client closes the session. A waiting poll is answered with a noop.
        send_ping,      //
        answer_probe,   // `3probe` to the probing WebSocket; polls are answered at once from now.
        finish_upgrade  // The probing WebSocket is the transport. A waiting poll gets a noop.
    };

    Session(const Config& config, Transport transport, MonoTime now);

    /// A packet that came by the session's transport.
    Result<Act> hear(const Packet& packet, MonoTime now);

    /// A WebSocket wants to become the session's transport. False: it may not, for there is one
    /// already, or one that tries.
    [[nodiscard]] bool begin_probe(MonoTime now);

    /// A packet that came by the probing WebSocket. It fails with what is no part of an upgrade;
    /// the session goes on as it was.
    Result<Act> hear_probe(const Packet& packet, MonoTime now);

    /// The probing WebSocket is gone.
    void end_probe();

    /// When on_time() wants to be called.
    [[nodiscard]] MonoTime deadline() const;

    /// Asks for the ping that is due. Fails when the client has not answered the last one for too
    /// long. A probe that takes too long is ended: ask is_probing().
    Result<Act> on_time(MonoTime now);

    [[nodiscard]] Transport transport() const { return transport_; }
    [[nodiscard]] bool is_probing() const { return probe_ != Probe::none; }

    /// Whether a poll is to be answered at once, with a noop when there is nothing else.
    [[nodiscard]] bool hurries_polls() const { return probe_ == Probe::answered; }

private:
    enum class Probe : std::uint8_t { none, begun, answered };

    const Config* config_;  // One for all sessions of a server, which outlives them.
    MonoTime due_;          // Of the next ping or, while one waits, of its pong.
    MonoTime probe_due_{};
    bool awaits_pong_ = false;
    Probe probe_ = Probe::none;
    Transport transport_;
};

}  // namespace freshet::engineio
