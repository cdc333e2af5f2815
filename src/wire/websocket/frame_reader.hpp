#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "wire/websocket/frame.hpp"

namespace freshet::websocket {

/// What a client sent: a whole text or binary message, put together from its fragments, or one
/// control frame.
struct Message {
    Opcode opcode = Opcode::text;               // text, binary, close, ping or pong.
    Bytes payload{};                            // Of a close: its reason.
    std::optional<std::uint16_t> close_code{};  // RFC 6455, 7.1.5. None: the close names none.
};

/// Reads masked frames from a client (RFC 6455, 5). After an error it stays failed: the peer is
/// told its close code and let go. Knows nothing of sockets, clocks or threads.
class FrameReader {
public:
    /// What one peer may make us remember. Beyond it the peer is refused before its bytes are kept.
    struct Limits {
        std::size_t message_bytes_max = 64 * 1024;
    };

    explicit FrameReader(Limits limits) : limits_(limits) {}

    /// Takes bytes as they came off the wire, cut anywhere. What it holds is bounded when all
    /// messages are taken with `next` between two calls.
    void feed(ByteSpan input);

    /// The next message, or nothing until more is fed.
    Result<std::optional<Message>> next();

    /// Whether it stands between two messages and holds nothing: a fresh one would do as well.
    [[nodiscard]] bool is_idle() const {
        return used_ == input_.size() && !head_ && !opcode_ && !failed_;
    }

private:
    struct Head {
        bool final = false;
        Opcode opcode = Opcode::continuation;
        std::uint64_t payload_size = 0;
        std::array<std::byte, 4> mask{};

        [[nodiscard]] bool is_control() const;
    };

    Result<bool> advance();
    Result<std::optional<Head>> read_head();
    Result<void> check(const Head& head) const;
    void take_payload(const Head& head);
    Result<Message> finish_control(const Head& head);
    Result<Message> finish_message();

    Limits limits_;
    Bytes input_;
    std::size_t used_ = 0;             // Of input_.
    std::optional<Head> head_;         // Of the frame whose payload is being read.
    std::uint64_t payload_taken_ = 0;  // Of that payload.
    Bytes control_;                    // The payload of a control frame.
    std::optional<Opcode> opcode_;     // Of the message that has begun.
    Bytes message_;
    ErrorCode failed_;
};

}  // namespace freshet::websocket
