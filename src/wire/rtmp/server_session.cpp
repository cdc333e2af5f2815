#include "wire/rtmp/server_session.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "wire/amf/amf0_writer.hpp"
#include "wire/rtmp/aggregate.hpp"
#include "wire/rtmp/chunk_writer.hpp"
#include "wire/rtmp/error.hpp"

namespace freshet::rtmp {
namespace {

// RTMP 1.0, 7.1.7.
enum UserControl : std::uint16_t {
    stream_begin = 0,
    ping_request = 6,
    ping_response = 7,
};

/// AMF3 messages are AMF0 behind a byte that says so; some encoders leave it away. No AMF0 text
/// begins with it.
Slice without_format_byte(const Slice& body) {
    const bool present = !body.empty() && body.bytes().front() == std::byte{0};
    return present ? body.sub(1) : body;
}

std::uint32_t milliseconds_of(MonoTime time) {
    const auto since =
        std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch());
    return static_cast<std::uint32_t>(since.count());
}

ChunkReader::Limits early_limits(const ServerLimits& limits) {
    auto early = limits.chunks;
    early.message_bytes_max = std::min(early.message_bytes_max, limits.early_message_bytes_max);
    return early;
}

}  // namespace

ServerSession::ServerSession(Config config, MonoTime now)
    : config_(config),
      chunks_(early_limits(config.limits)),
      ack_window_(config.window_ack_bytes),
      last_heard_(now),
      last_asked_(now),
      asks_by_(now + config.command_deadline) {}

Result<void> ServerSession::feed(ByteSpan input, MonoTime now) {
    last_heard_ = last_asked_ = now;
    if (!handshake_.done()) {
        if (const auto fed = handshake_.feed(input, output_); !fed) return fed;
    }
    chunks_.feed(input);
    if (waits_for_answer() && chunks_.unread() > config_.limits.unanswered_bytes_max) {
        return fail(Errc::sent_too_much_before_answer);
    }
    received_ += static_cast<std::uint32_t>(input.size());
    acknowledge_if_due();
    return {};
}

Result<std::optional<Event>> ServerSession::next_event() {
    while (!waits_for_answer()) {
        if (!parts_.empty()) {
            auto event = std::move(parts_.front());
            parts_.pop_front();
            return event;
        }
        if (output_.size() > config_.limits.output_bytes_max) return fail(Errc::asked_too_much);
        const auto message = chunks_.next();
        if (!message) return std::unexpected(message.error());
        if (!*message) return std::nullopt;
        auto happened = handle(**message);
        if (!happened || *happened) return happened;
    }
    return std::nullopt;
}

Bytes ServerSession::take_output() { return std::exchange(output_, {}); }

std::optional<MonoTime> ServerSession::deadline() const {
    if (waits_for_answer()) return std::nullopt;
    if (asks_by_) return asks_by_;
    const auto silence_ends = last_heard_ + config_.ping_timeout;
    if (config_.ping.count() == 0) return silence_ends;
    return std::min(silence_ends, last_asked_ + config_.ping);
}

Result<void> ServerSession::on_time(MonoTime now) {
    if (waits_for_answer()) return {};
    if (asks_by_) {
        if (now >= *asks_by_) return fail(Errc::command_timeout);
        return {};
    }
    if (now >= last_heard_ + config_.ping_timeout) return fail(Errc::ping_timeout);
    if (config_.ping.count() == 0 || now < last_asked_ + config_.ping) return {};

    Bytes ping;
    append_be(ping, std::uint16_t{ping_request});
    append_be(ping, milliseconds_of(now));
    send_control(user_control, ping);
    last_asked_ = now;
    return {};
}

void ServerSession::accept_publish() {
    FRESHET_CHECK(role_ == Role::publish_asked);
    become(Role::publishing);
    chunks_.set_message_bytes_max(config_.limits.chunks.message_bytes_max);
    send_stream_event(stream_begin);
    send_status({.code = "NetStream.Publish.Start", .description = "Publishing."});
}

void ServerSession::refuse_publish(std::string_view code, std::string_view description) {
    FRESHET_CHECK(role_ == Role::publish_asked);
    become(Role::none);
    send_status({.level = "error", .code = code, .description = description});
}

// The order of Flash Media Server, which librtmp and ffmpeg were written against.
void ServerSession::accept_play() {
    FRESHET_CHECK(role_ == Role::play_asked);
    become(Role::playing);
    send_stream_event(stream_begin);
    send_status({.code = "NetStream.Play.Reset", .description = "Playing and resetting."});
    send_status({.code = "NetStream.Play.Start", .description = "Started playing."});

    Bytes access;
    amf::append_amf0(access, "|RtmpSampleAccess");
    amf::append_amf0(access, true);
    amf::append_amf0(access, true);
    // No NetStream.Data.Start after it: ffmpeg takes that for a third stream, with a packet at 0.
    send_status(access, data_amf0);
}

void ServerSession::refuse_play(std::string_view code, std::string_view description) {
    FRESHET_CHECK(role_ == Role::play_asked);
    become(Role::none);
    send_status({.level = "error", .code = code, .description = description});
}

bool ServerSession::waits_for_answer() const {
    return role_ == Role::publish_asked || role_ == Role::play_asked;
}

void ServerSession::become(Role role) {
    role_ = role;
    if (role == Role::none) {
        asks_by_ = last_heard_ + config_.command_deadline;
    } else {
        asks_by_.reset();
    }
}

ServerSession::Happened ServerSession::handle(const Message& message) {
    switch (message.type) {
        case user_control: return on_user_control(message);
        case window_ack_size: return on_window_ack_size(message);
        case audio: return on_media(message, media::Kind::audio);
        case video: return on_media(message, media::Kind::video);
        case data_amf0:
        case data_amf3: return on_metadata(message);
        case command_amf0:
        case command_amf3: return on_command(message);
        case aggregate: return on_aggregate(message);
        // Acknowledgements and peer bandwidth would steer a window that we do not keep: TCP has its
        // own. Shared objects (16, 19) are no part of what is served here.
        default: return std::nullopt;
    }
}

ServerSession::Happened ServerSession::on_media(const Message& message, media::Kind kind) {
    if (role_ != Role::publishing) return std::nullopt;
    return MediaArrived{
        .kind = kind, .timestamp_ms = message.timestamp_ms, .body = message.payload};
}

ServerSession::Happened ServerSession::on_metadata(const Message& message) {
    if (role_ != Role::publishing) return std::nullopt;
    return MetadataArrived{.body = without_format_byte(message.payload)};
}

ServerSession::Happened ServerSession::on_aggregate(const Message& message) {
    if (role_ != Role::publishing) return std::nullopt;
    const auto parts = split_aggregate(message, config_.limits.aggregate_parts_max);
    if (!parts) return std::unexpected(parts.error());
    for (const auto& part : *parts) {
        if (part.type != audio && part.type != video && part.type != data_amf0) continue;
        auto happened = handle(part);
        if (!happened) return happened;
        if (*happened) parts_.push_back(std::move(**happened));
    }
    return std::nullopt;
}

ServerSession::Happened ServerSession::on_user_control(const Message& message) {
    ByteReader reader(message.payload.bytes());
    const auto event = reader.u16();
    if (!event) return fail(Errc::bad_control_message);
    if (*event != ping_request) return std::nullopt;

    const auto time = reader.take(4);
    if (!time) return fail(Errc::bad_control_message);
    Bytes pong;
    append_be(pong, std::uint16_t{ping_response});
    append(pong, *time);
    send_control(user_control, pong);
    return std::nullopt;
}

ServerSession::Happened ServerSession::on_window_ack_size(const Message& message) {
    const auto window = ByteReader(message.payload.bytes()).u32();
    if (!window) return fail(Errc::bad_control_message);
    if (*window > 0) ack_window_ = *window;
    return std::nullopt;
}

ServerSession::Happened ServerSession::on_command(const Message& message) {
    const auto command =
        read_command(without_format_byte(message.payload).bytes(), config_.limits.amf);
    if (!command) return std::unexpected(command.error());
    const auto act = find_action(command->name);
    if (!connected_ && act != &ServerSession::on_connect) return fail(Errc::command_out_of_order);
    return (this->*act)(*command);
}

/// The peer's stream is over, by whichever of the many commands that say so.
std::optional<Event> ServerSession::leave() {
    const auto was = role_;
    if (was != Role::publishing && was != Role::playing) return std::nullopt;
    become(Role::none);
    if (was == Role::playing) return PlayEnded{};
    return PublishEnded{};
}

// RTMP 1.0, 5.4.3: the number of bytes received so far.
void ServerSession::acknowledge_if_due() {
    if (received_ - acknowledged_ < ack_window_) return;
    Bytes number;
    append_be(number, received_);
    send_control(acknowledgement, number);
    acknowledged_ = received_;
}

void ServerSession::send_control(std::uint8_t type, ByteSpan body) {
    append_message(output_, {.chunk_stream = control_chunk_stream, .type = type}, body,
                   output_chunk_size_);
}

void ServerSession::send_stream_event(std::uint16_t event) {
    Bytes body;
    append_be(body, event);
    append_be(body, media_stream_id);
    send_control(user_control, body);
}

void ServerSession::send_answer(const Bytes& body) {
    append_message(output_, {.chunk_stream = connection_chunk_stream, .type = command_amf0}, body,
                   output_chunk_size_);
}

void ServerSession::send_status(const Bytes& body, std::uint8_t type) {
    append_message(
        output_, {.chunk_stream = status_chunk_stream, .type = type, .stream_id = media_stream_id},
        body, output_chunk_size_);
}

void ServerSession::send_status(const Status& status) {
    send_status(status_body(status), command_amf0);
}

}  // namespace freshet::rtmp
