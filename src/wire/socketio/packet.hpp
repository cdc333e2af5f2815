#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace freshet::socketio {

/// Socket.IO v5, "Packet types", but those with attachments are events and acks as well here.
enum class PacketType : std::uint8_t { connect, disconnect, event, ack, connect_error };

/// Where a client is that names no namespace.
inline constexpr std::string_view main_namespace = "/";

/// What a client sent, whole: with its attachments.
struct Packet {
    PacketType type = PacketType::event;
    std::string nsp{main_namespace};
    std::optional<std::uint64_t> ack{};    // Of an event: how it wants to be answered.
    std::string event{};                   // Its name.
    std::vector<std::string> arguments{};  // Of an event or an ack: JSON each.
    std::string data{};                    // Of a connect or its error: JSON. Empty: none.
    std::vector<Bytes> attachments{};      // What `{"_placeholder":true,"num":n}` stands for.
};

}  // namespace freshet::socketio
