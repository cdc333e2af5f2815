#pragma once

#include <chrono>
#include <cstdint>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "wire/engineio/packet.hpp"

namespace freshet::engineio {

enum class Transport : std::uint8_t { polling, websocket };

/// What one session's server side lives by. One for all sessions; outlives them.
struct SessionConfig {
    std::chrono::milliseconds ping_interval{25'000};
    std::chrono::milliseconds ping_timeout{20'000};
    std::chrono::milliseconds probe_timeout{10'000};  // From its begin to the upgrade.
};

/// The state of one Engine.IO session: heartbeat and upgrade (Engine.IO v4, "Heartbeat" and
/// "Upgrade"). Sans-I/O: packets and the time go in, what is to be done comes out. After an error
/// the session is to be closed; after one of hear_probe() the probing WebSocket alone. Lives on its
/// client's thread.
class Session {
public:
    using Config = SessionConfig;

    /// What a packet asks for.
    enum class Act : std::uint8_t {
        nothing,
        give,             // Its data are for the layer above.
        close,            // The client says goodbye; a poll that waits is told a noop.
        answer_probe,     // `3probe` to the probing WebSocket; a poll that waits is told a noop.
        change_transport  // The probing WebSocket is the transport; a poll that waits is told a
                          // noop.
    };

    Session(const Config& config, Transport transport, MonoTime now);

    /// A packet that came by the session's transport.
    Result<Act> hear(const Packet& packet, MonoTime now);

    /// A WebSocket wants to become the session's transport. False: it may not, for there is one
    /// already, or another that tries.
    [[nodiscard]] bool begin_probe(MonoTime now);

    /// A packet that came by the probing WebSocket. After it fails the session goes on by polling.
    Result<Act> hear_probe(const Packet& packet);

    /// The probing WebSocket is gone.
    void end_probe();

    /// When on_time() wants to be called.
    [[nodiscard]] MonoTime deadline() const;

    /// What time asks for.
    enum class Due : std::uint8_t {
        nothing,
        ping,          // To be sent.
        end_of_probe,  // It has taken too long: its WebSocket is to be closed.
    };

    /// The next thing that is due; call it until there is nothing. Fails when the client has not
    /// answered a ping in time.
    Result<Due> on_time(MonoTime now);

    [[nodiscard]] Transport transport() const { return transport_; }
    [[nodiscard]] bool is_probing() const { return probe_ != Probe::none; }

    /// Whether a poll is to be answered at once, with a noop when there is nothing else to say: the
    /// client upgrades when its poll has come back.
    [[nodiscard]] bool hurries_polls() const { return probe_ == Probe::answered; }

private:
    enum class Probe : std::uint8_t { none, begun, answered };

    const Config* config_;
    MonoTime heartbeat_due_;  // The next ping or, while one is unanswered, its pong.
    MonoTime probe_due_{};
    Transport transport_;
    Probe probe_ = Probe::none;
    bool awaits_pong_ = false;
};

}  // namespace freshet::engineio
