#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "wire/engineio/packet.hpp"

namespace freshet::engineio {

/// Reads the packets of a polling payload, the body of a POST (Engine.IO v4, "HTTP long-polling":
/// separated by U+001E, binary ones in base64). The caller keeps the payload alive, and bounds it.
class PayloadReader {
public:
    struct Limits {
        std::size_t packets_max = 4096;
    };

    explicit PayloadReader(std::string_view payload, Limits limits);
    explicit PayloadReader(std::string_view payload) : PayloadReader(payload, Limits{}) {}

    /// The next packet, good until the next call; nothing at the end. After an error it stays
    /// failed.
    Result<std::optional<Packet>> next();

private:
    Result<Packet> read(std::string_view packet);

    std::optional<std::string_view> rest_;  // None: all is read.
    Limits limits_;
    std::size_t count_ = 0;
    Bytes binary_;  // Of the packet given last.
    ErrorCode failed_;
};

/// Appends a packet of text to a polling payload, the body of an answer.
void append_packet(std::string& payload, std::string_view packet);

/// Appends a message of bytes.
void append_binary(std::string& payload, ByteSpan message);

}  // namespace freshet::engineio
