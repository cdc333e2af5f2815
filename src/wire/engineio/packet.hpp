#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "base/slice.hpp"
#include "wire/websocket/frame.hpp"

namespace freshet::engineio {

/// Engine.IO v4, "Packet types", with the digits that stand for them.
enum class PacketType : std::uint8_t { open, close, ping, pong, message, upgrade, noop };

/// What a client sent. The caller keeps the bytes alive.
struct Packet {
    PacketType type = PacketType::message;
    ByteSpan data{};         // Text, unless it is binary.
    bool is_binary = false;  // A message's alone.

    [[nodiscard]] std::string_view text() const { return as_text(data); }
};

/// Reads one packet of text: a text message of a WebSocket.
[[nodiscard]] Result<Packet> read_packet(std::string_view text);

/// Reads a message of a WebSocket, whose opcode is text or binary.
[[nodiscard]] Result<Packet> read_packet(websocket::Opcode opcode, ByteSpan payload);

/// The packets that are always the same.
inline constexpr std::string_view close_packet = "1";
inline constexpr std::string_view ping_packet = "2";
inline constexpr std::string_view probe_answer = "3probe";
inline constexpr std::string_view noop_packet = "6";

/// What the server says first.
struct Open {
    std::string_view sid;
    bool may_upgrade = false;  // To a WebSocket.
    std::chrono::milliseconds ping_interval{};
    std::chrono::milliseconds ping_timeout{};
    std::size_t payload_bytes_max = 0;  // Of what the client posts.
};
[[nodiscard]] std::string open_packet(const Open& open);

/// A packet of text as both transports carry it, in one buffer: a whole WebSocket frame, and the
/// packet alone for a polling payload.
struct Wrapped {
    Slice frame;
    Slice packet;
};
[[nodiscard]] Wrapped wrap(std::string_view packet);

/// Makes a Wrapped of a packet that grows: the frame's head is put before it when it is whole.
class Wrapper {
public:
    /// `size_bytes`: about how long the packet gets.
    explicit Wrapper(std::size_t size_bytes);

    /// What the packet is appended to.
    [[nodiscard]] std::string& packet() { return buffer_; }

    [[nodiscard]] Wrapped finish() &&;

private:
    std::string buffer_;  // Begins with room for the longest head.
};

}  // namespace freshet::engineio
