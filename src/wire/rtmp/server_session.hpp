#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "wire/amf/budget.hpp"
#include "wire/rtmp/chunk_reader.hpp"
#include "wire/rtmp/command.hpp"
#include "wire/rtmp/event.hpp"
#include "wire/rtmp/handshake.hpp"

namespace freshet::rtmp {

/// What one peer may make us remember or do. Beyond it the peer is refused.
struct ServerLimits {
    ChunkReader::Limits chunks{};                     // Once a publish is accepted.
    std::size_t early_message_bytes_max = 64 * 1024;  // Of a message until then.
    std::size_t unanswered_bytes_max = 256 * 1024;    // Sent while we think about publish or play.
    std::size_t output_bytes_max = 256 * 1024;        // Of answers that nobody has taken.
    std::size_t aggregate_parts_max = 1024;
    amf::Limits amf{};  // Of one command.
};

struct ServerConfig {
    std::uint32_t chunk_size = 60'000;  // Of all that we send.
    std::uint32_t window_ack_bytes = 2'500'000;
    std::chrono::milliseconds ping =
        std::chrono::seconds(30);  // Of silence; then we ask. 0: never.
    std::chrono::milliseconds ping_timeout =
        std::chrono::seconds(60);  // Of silence; then it is over.
    std::chrono::milliseconds command_deadline =
        std::chrono::seconds(10);  // To ask for publish or play.
    ServerLimits limits{};
};

/// The server's side of one RTMP connection, whose peer publishes or plays one stream: handshake,
/// chunks, commands, acknowledgements and pings (RTMP 1.0; Enhanced RTMP v2 for what connect says
/// of codecs).
///
/// Sans-I/O: bytes and the time go in, events and bytes come out. After each feed() and each answer
/// take events until there are none, then send the output. After an error the connection is to be
/// closed. Lives on the connection's thread; promises nothing when it goes.
class ServerSession {
public:
    using Config = ServerConfig;

    ServerSession(Config config, MonoTime now);

    /// Takes bytes as they came off the wire, cut anywhere.
    Result<void> feed(ByteSpan input, MonoTime now);

    /// What happened next; nothing until more is fed, or while a publish or play waits for its
    /// answer.
    Result<std::optional<Event>> next_event();

    /// What is to be sent to the peer, in order; empty when there is nothing.
    [[nodiscard]] Bytes take_output();

    /// When on_time() wants to be called, unless something is fed before.
    [[nodiscard]] std::optional<MonoTime> deadline() const;

    /// Sends the ping that is due; fails when the peer has been silent, or has asked for nothing,
    /// for too long.
    Result<void> on_time(MonoTime now);

    /// Answers to PublishAsked. `code` is one such as "NetStream.Publish.BadName".
    void accept_publish();
    void refuse_publish(std::string_view code, std::string_view description);

    /// Answers to PlayAsked. Media follow as message_slices() in the output's wake.
    void accept_play();
    void refuse_play(std::string_view code, std::string_view description);

private:
    enum class Role { none, publish_asked, publishing, play_asked, playing };
    using Happened = Result<std::optional<Event>>;

    using Action = Happened (ServerSession::*)(const Command&);

    [[nodiscard]] bool waits_for_answer() const;
    void become(Role role);

    Happened handle(const Message& message);
    Happened on_media(const Message& message, media::Kind kind);
    Happened on_metadata(const Message& message);
    Happened on_aggregate(const Message& message);
    Happened on_user_control(const Message& message);
    Happened on_window_ack_size(const Message& message);
    Happened on_command(const Message& message);

    [[nodiscard]] static Action find_action(std::string_view name);
    Happened on_connect(const Command& command);
    Happened on_create_stream(const Command& command);
    Happened on_delete_stream(const Command& command);
    Happened on_close(const Command& command);
    Happened on_fc_publish(const Command& command);
    Happened on_fc_unpublish(const Command& command);
    Happened on_fc_subscribe(const Command& command);
    Happened on_publish(const Command& command);
    Happened on_play(const Command& command);
    Happened on_pause(const Command& command);
    Happened on_seek(const Command& command);
    Happened on_receive(const Command& command);
    Happened on_stream_length(const Command& command);
    Happened on_courtesy(const Command& command);
    Happened on_answer(const Command& command);
    Happened on_unknown(const Command& command);

    std::optional<Event> leave();
    void acknowledge_if_due();
    void send_control(std::uint8_t type, ByteSpan body);
    void send_stream_event(std::uint16_t event);
    void send_answer(const Bytes& body);
    void send_courtesy(const Command& command);
    void send_status(const Bytes& body, std::uint8_t type);
    void send_status(const Status& status);

    Config config_;
    ServerHandshake handshake_;
    ChunkReader chunks_;
    Bytes output_;
    std::size_t output_chunk_size_ = 128;  // RTMP 1.0, 5.4.1: until we say otherwise.
    std::deque<Event> parts_;              // Of an aggregate, still to be given out.

    Role role_ = Role::none;
    bool connected_ = false;
    bool stream_created_ = false;
    std::string app_;
    std::string tc_url_;

    std::uint32_t received_ = 0;  // Bytes since the handshake; wraps, as RTMP 1.0, 5.4.3 has it.
    std::uint32_t acknowledged_ = 0;  // What of them the peer has been told.
    std::uint32_t ack_window_;

    MonoTime last_heard_;
    MonoTime last_asked_;              // When we pinged, or heard, whichever is later.
    std::optional<MonoTime> asks_by_;  // Until when the peer must have asked for a stream.
};

}  // namespace freshet::rtmp
