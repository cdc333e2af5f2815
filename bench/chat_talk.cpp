#include "bench/chat_talk.hpp"

#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace freshet::bench {

namespace {

// RFC 6455, 5.2. A key of zeros is a mask that changes nothing.
constexpr char text_frame = '\x81';
constexpr char close_frame = '\x88';
constexpr std::size_t mask_bit = 0x80;
constexpr std::string_view mask_key{"\0\0\0\0", 4};

constexpr std::size_t greeting_bytes_max = 16 * 1024;

/// What stands before the time within a message, and how long the whole of it is: a line of chat.
constexpr std::string_view mark = "sent at ";
constexpr std::size_t message_letters = 64;

std::uint64_t number(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
    return value;
}

std::optional<MonoTime> find_time(std::string_view packet) {
    const auto at = packet.find(mark);
    if (at == packet.npos) return std::nullopt;
    const auto digits = packet.substr(at + mark.size());
    std::int64_t micros = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), micros);
    return MonoTime(std::chrono::microseconds(micros));
}

}  // namespace

ChatTalk::ChatTalk(const ChatRoom& room, bool is_writer) : room_(room), is_writer_(is_writer) {
    output_ = fmt::format(
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: ZnJlc2hldC1iZW5jaC0wMQ==\r\n\r\n",
        room.port);
}

void ChatTalk::feed(ByteSpan input) {
    if (held_.empty()) {
        input_ = as_text(input);
    } else {
        held_ += as_text(input);
        input_ = held_;
    }
}

std::optional<MonoTime> ChatTalk::next() {
    if (stage_ != Stage::upgrading || read_greeting()) {
        while (const auto packet = take_frame()) {
            if (const auto time = hear(*packet)) return time;
        }
    }
    held_ = std::string(input_);
    input_ = {};
    return std::nullopt;
}

std::string ChatTalk::take_output() { return std::exchange(output_, {}); }

bool ChatTalk::read_greeting() {
    const auto blank = input_.find("\r\n\r\n");
    if (blank == input_.npos) {
        if (input_.size() > greeting_bytes_max) stage_ = Stage::over;
        return false;
    }
    stage_ = input_.starts_with("HTTP/1.1 101") ? Stage::opening : Stage::over;
    input_.remove_prefix(blank + 4);
    return true;
}

/// The payload of the next frame, when it is there whole.
std::optional<std::string_view> ChatTalk::take_frame() {
    if (stage_ == Stage::over || input_.size() < 2) return std::nullopt;
    const auto short_size = number(input_.substr(1, 1));
    const std::size_t width = short_size == 127 ? 8 : short_size == 126 ? 2 : 0;
    const auto head = 2 + width;
    if (input_.size() < head) return std::nullopt;
    const auto size = width == 0 ? short_size : number(input_.substr(2, width));
    if (input_.size() - head < size) return std::nullopt;

    if (input_.front() == close_frame) stage_ = Stage::over;
    const auto payload = input_.substr(head, size);
    input_.remove_prefix(head + size);
    return payload;
}

std::optional<MonoTime> ChatTalk::hear(std::string_view packet) {
    if (packet == "2") {
        send("3");
    } else if (packet.starts_with(R"(42["error")") || packet.starts_with("41")) {
        stage_ = Stage::over;
    } else if (stage_ != Stage::in) {
        advance(packet);
    } else if (packet.starts_with(R"(42["new-message")")) {
        return find_time(packet);
    }
    return std::nullopt;
}

/// Engine.IO's greeting, Socket.IO's, and the room's, each answered with the next step.
void ChatTalk::advance(std::string_view packet) {
    if (stage_ == Stage::opening && packet.starts_with("0{")) {
        const bool shows_token = is_writer_ && !room_.token.empty();
        send(shows_token ? fmt::format(R"(40{{"token":"{}"}})", room_.token) : "40");
        stage_ = Stage::connecting;
    } else if (stage_ == Stage::connecting && packet.starts_with("40")) {
        send(fmt::format(R"(420["join-room",{{"roomId":"{}"}}])", room_.id));
        stage_ = Stage::joining;
    } else if (stage_ == Stage::joining && packet.starts_with("430")) {
        const bool is_good = packet.contains(R"("status":"ok")");
        stage_ = is_good ? Stage::in : Stage::over;
    } else if (packet.starts_with("44")) {
        stage_ = Stage::over;
    }
}

void ChatTalk::say(MonoTime when) {
    using std::chrono::microseconds;
    const auto micros = std::chrono::duration_cast<microseconds>(when.time_since_epoch()).count();
    const auto message = fmt::format("{}{} ", mark, micros);
    send(fmt::format(R"(42["chat-message",{{"roomId":"{}","message":"{:.<{}}"}}])", room_.id,
                     message, message_letters));
}

void ChatTalk::send(std::string_view packet) {
    output_ += text_frame;
    if (packet.size() < 126) {
        output_ += static_cast<char>(mask_bit | packet.size());
    } else {
        output_ += static_cast<char>(mask_bit | 126);
        output_ += static_cast<char>(packet.size() >> 8);
        output_ += static_cast<char>(packet.size() & 0xff);
    }
    output_.append(mask_key).append(packet);
}

}  // namespace freshet::bench
