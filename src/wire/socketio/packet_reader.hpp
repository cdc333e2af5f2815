#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "wire/socketio/packet.hpp"

namespace freshet::socketio {

/// Reads the messages of an Engine.IO session as packets of Socket.IO v5, and puts those with
/// attachments back together. Refuses what socket.io's own parser refuses, and packets whose
/// payload is missing. After an error the connection is to be closed.
class PacketReader {
public:
    /// What one client may make us remember, beside the length of a message.
    struct Limits {
        std::size_t attachments_max = 10;
        std::size_t attachments_bytes_max = 128 * 1024;  // Of one packet, all together.
        std::size_t namespace_bytes_max = 128;
        std::size_t arguments_max = 64;
        std::size_t depth_max = 16;  // Of JSON.
    };

    explicit PacketReader(const Limits& limits) : limits_(limits) {}
    PacketReader() : PacketReader(Limits{}) {}

    /// A message of text. Nothing: the packet waits for its attachments.
    Result<std::optional<Packet>> read(std::string_view text);

    /// A message of bytes.
    Result<std::optional<Packet>> read(ByteSpan attachment);

private:
    Result<Packet> read_rest(PacketType type, std::string_view rest) const;

    Limits limits_;
    std::optional<Packet> partial_;
    std::size_t announced_ = 0;  // Attachments of partial_.
    std::size_t attached_bytes_ = 0;
};

}  // namespace freshet::socketio
