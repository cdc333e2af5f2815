#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "wire/engineio/packet.hpp"
#include "wire/socketio/packet.hpp"

namespace freshet::socketio {

// Packets of the main namespace, each as an Engine.IO message that both transports can carry.

struct EventText {
    std::string_view name;
    std::string_view data{};    // JSON. Empty: an event without arguments.
    std::string_view offset{};  // Connection state recovery: the last argument. Empty: none.
};
[[nodiscard]] engineio::Wrapped event_packet(const EventText& event);

/// `data` is JSON, the one argument; empty: none.
[[nodiscard]] engineio::Wrapped ack_packet(std::uint64_t id, std::string_view data);

/// `pid`: by which a client asks for its state when it comes back.
struct Welcome {
    std::string_view sid;
    std::string_view pid;
};
[[nodiscard]] engineio::Wrapped connect_packet(const Welcome& welcome);

/// Why a client may not connect. `data` is JSON; empty: none.
struct Refusal {
    std::string_view nsp = main_namespace;
    std::string_view message;
    std::string_view data{};
};
[[nodiscard]] engineio::Wrapped connect_error_packet(const Refusal& refusal);

[[nodiscard]] engineio::Wrapped disconnect_packet();

}  // namespace freshet::socketio
