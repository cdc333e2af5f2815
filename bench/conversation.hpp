#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "bench/tool.hpp"

namespace freshet::bench {

/// An audio or video message that has come in whole.
struct Arrival {
    std::uint8_t type = 0;  // As FLV and RTMP number them: 8 audio, 9 video.
    std::uint32_t body_bytes = 0;
    ByteSpan
        head;  // The first bytes of the body, up to `inspected_bytes_max`; valid until more is fed.

    [[nodiscard]] bool is_keyframe() const;

    /// A coded picture or sound, as opposed to a sequence header.
    [[nodiscard]] bool is_coded() const;
};

/// How much of a message is looked at; the rest is only counted.
inline constexpr std::size_t inspected_bytes_max = 192;

/// A viewer's half of a protocol, from its first byte to the media: it is fed what was read, gives
/// the messages that this completed, and says what to write. Knows no socket and no clock.
class Conversation {
public:
    virtual ~Conversation() = default;

    /// The bytes must stay where they are until `next` has given nothing.
    virtual void feed(ByteSpan input) = 0;
    virtual std::optional<Arrival> next() = 0;

    /// What is to be written now; empty most of the time.
    std::string take_output();

    /// The server refused, broke the protocol, or said that this is the end.
    [[nodiscard]] bool is_over() const { return over_; }

protected:
    void say(std::string_view bytes) { output_ += bytes; }
    void end() { over_ = true; }

private:
    std::string output_;
    bool over_ = false;
};

/// HTTP-FLV, WebSocket-FLV or RTMP, by the URL's scheme.
[[nodiscard]] std::unique_ptr<Conversation> start_watching(const Url& url);

}  // namespace freshet::bench
