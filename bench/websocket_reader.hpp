#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.hpp"

namespace freshet::bench {

/// Takes the frames of a WebSocket server apart (RFC 6455, 5.2), cut anywhere.
class WebSocketReader {
public:
    /// The next run of data (binary, text or continuation) in `input`, which moves on past what was
    /// read.
    std::optional<ByteSpan> take(ByteSpan& input);

    /// The payload of a ping that waits for its pong.
    std::optional<std::string> take_ping();

    /// The server said goodbye, or broke the protocol.
    [[nodiscard]] bool is_over() const { return over_; }

private:
    bool read_head(ByteSpan& input);
    void open_frame();
    void end_control_frame();

    std::array<std::byte, 10> head_{};
    std::size_t got_ = 0;
    std::uint64_t left_ = 0;
    bool in_payload_ = false;
    std::uint8_t opcode_ = 0;
    std::string control_;
    std::optional<std::string> ping_;
    bool over_ = false;
};

/// A pong as a client sends it (RFC 6455, 5.5.3): masked, which a key of zeros is.
[[nodiscard]] std::string make_pong(std::string_view payload);

}  // namespace freshet::bench
