#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/clock.hpp"

namespace freshet::bench {

/// What all clients of a room come with; outlives them.
struct ChatRoom {
    std::uint16_t port = 0;
    std::string id;
    std::string token;  // Of who writes; those who only read show none. Empty: nobody is asked.
};

/// A client's half of Socket.IO over a WebSocket, from the upgrade to the messages of one room: it
/// is fed what was read, gives when each message was sent, and says what to write. Knows no socket
/// and no clock.
class ChatTalk {
public:
    /// `is_writer`: it shows the token.
    ChatTalk(const ChatRoom& room, bool is_writer);

    /// The bytes must stay where they are until `next` has given nothing.
    void feed(ByteSpan input);

    /// The time within the next message that has come in whole.
    std::optional<MonoTime> next();

    /// What is to be written now; empty most of the time.
    std::string take_output();

    /// Asks for a message with this time in it to be told to the room.
    void say(MonoTime when);

    /// Whether the room has been joined.
    [[nodiscard]] bool is_in() const { return stage_ == Stage::in; }

    /// The server refused something, or said that this is the end.
    [[nodiscard]] bool is_over() const { return stage_ == Stage::over; }

private:
    enum class Stage : std::uint8_t { upgrading, opening, connecting, joining, in, over };

    bool read_greeting();
    std::optional<std::string_view> take_frame();
    std::optional<MonoTime> hear(std::string_view packet);
    void advance(std::string_view packet);
    void send(std::string_view packet);

    const ChatRoom& room_;
    bool is_writer_;
    Stage stage_ = Stage::upgrading;
    std::string held_;  // Of a frame, or the greeting, that has not come in whole.
    std::string_view input_;
    std::string output_;
};

}  // namespace freshet::bench
