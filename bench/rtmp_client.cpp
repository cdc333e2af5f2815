#include "bench/rtmp_client.hpp"

#include <algorithm>
#include <bit>

#include <fmt/format.h>

namespace freshet::bench {

namespace {

constexpr std::size_t hello_bytes = 1536;  // 5.2.3: C1, C2, S1 and S2.
constexpr std::size_t greeting_bytes = 1 + 2 * hello_bytes;

// The numbers under which the server answers (7.2.1).
constexpr double connect_call = 1;
constexpr double stream_call = 4;

Bytes be32(std::uint32_t number) {
    Bytes bytes;
    append_be(bytes, number);
    return bytes;
}

}  // namespace

RtmpClient::RtmpClient(Role role, const Url& url) : role_(role), url_(url) {
    std::string hello(1 + hello_bytes, '\0');
    hello[0] = 3;                                       // C0: the version.
    std::fill(hello.begin() + 9, hello.end(), '\x5a');  // C1: time, zeros, anything.
    say(hello);
}

void RtmpClient::feed(ByteSpan input) {
    input_ = input;
    received_ += input.size();
    if (!shaken_) shake_hands();
    acknowledge();
}

void RtmpClient::shake_hands() {
    const auto piece = input_.first(std::min(input_.size(), greeting_bytes - greeting_.size()));
    append(greeting_, piece);
    input_ = input_.subspan(piece.size());
    if (greeting_.size() < greeting_bytes) return;

    say(as_text(ByteSpan(greeting_).subspan(1, hello_bytes)));  // C2 repeats S1 (5.2.4).
    greeting_ = {};
    shaken_ = true;
    connect();
}

void RtmpClient::connect() {
    const auto address = fmt::format("rtmp://127.0.0.1:{}/{}", url_.port, url_.app());
    if (role_ == Role::publish) message(MessageType::set_chunk_size, be32(publish_chunk_bytes));
    command(Amf0()
                .text("connect")
                .number(connect_call)
                .begin_object()
                .member("app", url_.app())
                .member("flashVer", "FMLE/3.0 (compatible; bench)")
                .member("tcUrl", address)
                .end_object());
}

void RtmpClient::ask_for_stream() {
    if (role_ == Role::publish) {
        command(Amf0().text("releaseStream").number(2).null().text(url_.name()));
        command(Amf0().text("FCPublish").number(3).null().text(url_.name()));
    }
    command(Amf0().text("createStream").number(stream_call).null());
}

void RtmpClient::start() {
    if (role_ == Role::publish) {
        command(Amf0().text("publish").number(5).null().text(url_.name()).text("live"), stream_);
    } else {
        command(Amf0().text("play").number(5).null().text(url_.name()), stream_);
    }
}

void RtmpClient::command(const Amf0& values, std::uint32_t stream) {
    message(MessageType::command, values.bytes(), stream);
}

void RtmpClient::message(MessageType type, ByteSpan body, std::uint32_t stream) {
    Bytes out;
    const MessageHead head{.type = static_cast<std::uint8_t>(type),
                           .chunk_stream = type == MessageType::command ? 3u : 2u,
                           .stream = stream,
                           .time_ms = 0};
    append_message(out, head, body, role_ == Role::publish ? publish_chunk_bytes : 128);
    say(as_text(out));
}

std::optional<Arrival> RtmpClient::next() {
    while (!is_over()) {
        const auto message = reader_.take(input_);
        if (reader_.is_broken()) end();
        if (!message) return std::nullopt;
        if (message->type == 8 || message->type == 9) {
            const auto kept = std::min(message->head.size(), inspected_bytes_max);
            return Arrival{.type = message->type,
                           .body_bytes = message->bytes,
                           .head = message->head.first(kept)};
        }
        understand(*message);
    }
    return std::nullopt;
}

void RtmpClient::understand(const RtmpReader::Message& message) {
    const auto number = ByteReader(message.head).u32();
    switch (static_cast<MessageType>(message.type)) {
        case MessageType::set_chunk_size: reader_.set_chunk_bytes(number.value_or(0)); break;
        case MessageType::window_size: window_bytes_ = number.value_or(window_bytes_); break;
        case MessageType::user_control: understand_control(message.head); break;
        case MessageType::command: understand_command(message.head); break;
        case MessageType::acknowledgement:
        case MessageType::data: break;
    }
}

void RtmpClient::understand_control(ByteSpan body) {
    ByteReader input(body);
    constexpr std::uint16_t ping_request = 6;  // 7.1.7.
    constexpr std::uint16_t ping_response = 7;
    if (input.u16() != ping_request) return;
    Bytes pong;
    append_be(pong, ping_response);
    append(pong, input.rest());
    message(MessageType::user_control, pong);
}

void RtmpClient::understand_command(ByteSpan body) {
    const auto text = as_text(body);
    constexpr std::size_t name_at = 3;  // Behind the marker and the length of the name.
    const auto name = text.substr(std::min(name_at, text.size()));
    const bool is_error = text.find(std::string_view("\0\5level\2\0\5error", 15)) != text.npos;
    if (name.starts_with("_error") || is_error) {
        const auto code = std::min(text.find("NetStream."), text.find("NetConnection."));
        refusal_ = code == text.npos ? "_error" : text.substr(code, text.find('\0', code) - code);
        end();
    } else if (name.starts_with("_result")) {
        ByteReader values(body);
        if (!values.skip(name_at + 7 + 1)) return;  // The name, and the number's marker.
        const auto call = std::bit_cast<double>(values.u64().value_or(0));
        if (call == connect_call) ask_for_stream();
        if (call != stream_call || !values.skip(1 + 1)) return;  // Null, and the number's marker.
        stream_ = static_cast<std::uint32_t>(std::bit_cast<double>(values.u64().value_or(0)));
        start();
    } else if (text.find("NetStream.Publish.Start") != text.npos) {
        publishing_ = true;
    }
}

void RtmpClient::acknowledge() {
    if (!shaken_ || received_ - acknowledged_ < window_bytes_ / 2) return;
    acknowledged_ = received_;
    message(MessageType::acknowledgement, be32(static_cast<std::uint32_t>(received_)));
}

}  // namespace freshet::bench
