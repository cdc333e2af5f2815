#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "wire/rtmp/chunk_reader.hpp"
#include "wire/rtmp/chunk_writer.hpp"
#include "wire/rtmp/command.hpp"
#include "wire/rtmp/handshake_digest.hpp"

namespace freshet::testing {

/// What a client of RTMP sends, in bytes, and what it makes of a server's. For tests.
class RtmpClient {
public:
    /// C0, C1 and C2 at once: the server's answer is known to be accepted.
    static Bytes handshake() {
        Bytes bytes{std::byte{3}};
        append(bytes, Bytes(8));
        append(bytes, Bytes(2 * rtmp::handshake_size - 8, std::byte{1}));
        return bytes;
    }

    static Bytes message(std::uint8_t type, ByteSpan body, std::uint32_t timestamp_ms = 0) {
        Bytes bytes;
        rtmp::append_message(
            bytes, {.chunk_stream = 3, .type = type, .timestamp_ms = timestamp_ms, .stream_id = 1},
            body, 128);
        return bytes;
    }

    static Bytes command(const rtmp::Command& command) {
        return message(rtmp::command_amf0, rtmp::command_body(command));
    }

    static Bytes connect(std::string_view app, std::string_view tc_url = "rtmp://h/live") {
        return command({
            .name = "connect",
            .transaction_id = 1,
            .object = {amf::Object{
                {{"app", {std::string(app)}}, {"tcUrl", {std::string(tc_url)}}}}},
        });
    }

    static Bytes create_stream() { return command({.name = "createStream", .transaction_id = 2}); }

    static Bytes publish(std::string_view name) {
        return command({
            .name = "publish",
            .transaction_id = 3,
            .arguments = {{std::string(name)}, {std::string("live")}},
        });
    }

    static Bytes play(std::string_view name) {
        return command({.name = "play", .transaction_id = 3, .arguments = {{std::string(name)}}});
    }

    /// Takes what the server sent and gives the messages that came whole; the handshake is passed
    /// over.
    std::vector<rtmp::Message> read(ByteSpan output) {
        const auto skipped = std::min(handshake_left_, output.size());
        handshake_left_ -= skipped;
        chunks_.feed(output.subspan(skipped));
        std::vector<rtmp::Message> messages;
        while (true) {
            auto message = chunks_.next();
            if (!message || !*message) return messages;
            messages.push_back(std::move(**message));
        }
    }

private:
    std::size_t handshake_left_ = 1 + 2 * rtmp::handshake_size;
    rtmp::ChunkReader chunks_{rtmp::ChunkReader::Limits{}};
};

/// The commands among messages, in order.
inline std::vector<rtmp::Command> commands_of(const std::vector<rtmp::Message>& messages) {
    std::vector<rtmp::Command> commands;
    for (const auto& message : messages) {
        if (message.type != rtmp::command_amf0) continue;
        auto command = rtmp::read_command(message.payload.bytes(), {});
        if (command) commands.push_back(std::move(*command));
    }
    return commands;
}

/// The property `code` of a command's information object.
inline std::string code_of(const rtmp::Command& command) {
    if (command.arguments.empty() || command.arguments[0].object() == nullptr) return {};
    const auto* code = command.arguments[0].object()->find("code");
    return code != nullptr && code->text() != nullptr ? *code->text() : std::string();
}

}  // namespace freshet::testing
