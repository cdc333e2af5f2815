#include "wire/rtmp/server_session.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "wire/rtmp/error.hpp"
#include "wire/rtmp/testing/client.hpp"
#include "wire/testing/hex.hpp"

namespace freshet::rtmp {
namespace {

using freshet::testing::commands_of;
using freshet::testing::from_hex;
using std::chrono::seconds;
using Client = freshet::testing::RtmpClient;

class ServerSessionTest : public ::testing::Test {
protected:
    /// Feeds and takes all events; the error of either is kept.
    std::vector<Event> send(ByteSpan bytes) {
        const auto fed = session.feed(bytes, now);
        if (!fed) error = fed.error();
        return take_events();
    }

    std::vector<Event> take_events() {
        std::vector<Event> events;
        while (true) {
            auto event = session.next_event();
            if (!event) error = event.error();
            if (!event || !*event) return events;
            events.push_back(std::move(**event));
        }
    }

    std::vector<Message> answers() { return client.read(session.take_output()); }

    void connect() {
        send(Client::handshake());
        send(Client::connect("live"));
        send(Client::create_stream());
        answers();
    }

    void publish() {
        connect();
        send(Client::publish("key"));
        session.accept_publish();
        answers();
    }

    void play() {
        connect();
        send(Client::play("ada"));
        session.accept_play();
        answers();
    }

    MonoTime now{seconds(1000)};
    ServerSession session{{}, now};
    Client client;
    ErrorCode error;
};

TEST_F(ServerSessionTest, gives_the_same_events_however_the_input_is_cut) {
    Bytes input = Client::handshake();
    append(input, Client::connect("live"));
    append(input, Client::create_stream());
    append(input, Client::publish("key?token=a"));
    append(input, Client::message(audio, from_hex("af001210"), 10));
    append(input, Client::message(video, from_hex("1700000000"), 20));
    append(input, Client::command({.name = "deleteStream", .arguments = {{1.0}}}));

    for (const std::size_t cut : {1u, 2u, 3u, 17u, 128u, 3073u, 1'000'000u}) {
        ServerSession fresh({}, now);
        std::vector<std::size_t> kinds;
        for (std::size_t at = 0; at < input.size(); at += cut) {
            ASSERT_TRUE(
                fresh.feed(ByteSpan(input).subspan(at, std::min(cut, input.size() - at)), now));
            while (true) {
                auto event = fresh.next_event();
                ASSERT_TRUE(event) << event.error().message();
                if (!*event) break;
                kinds.push_back((*event)->index());
                if (std::holds_alternative<PublishAsked>(**event)) fresh.accept_publish();
            }
        }

        EXPECT_EQ(kinds, (std::vector<std::size_t>{0, 2, 2, 4})) << "cut every " << cut;
    }
}

TEST_F(ServerSessionTest, says_what_a_publisher_asks_for) {
    connect();

    const auto events = send(Client::publish("key?token=a"));

    ASSERT_EQ(events.size(), 1u);
    const auto& asked = std::get<PublishAsked>(events[0]);
    EXPECT_EQ(asked.app, "live");
    EXPECT_EQ(asked.key, "key");
    EXPECT_EQ(asked.query, "token=a");
    EXPECT_EQ(asked.type, "live");
}

TEST_F(ServerSessionTest, finds_the_key_in_the_url_when_publish_names_none) {
    send(Client::handshake());
    send(Client::connect("live/key", "rtmp://h/live/key"));

    const auto events = send(Client::publish(""));

    ASSERT_EQ(events.size(), 1u);
    EXPECT_EQ(std::get<PublishAsked>(events[0]).key, "key");
}

TEST_F(ServerSessionTest, gives_media_with_time_and_body_once_accepted) {
    publish();

    const auto events = send(Client::message(video, from_hex("27010000001234"), 0x1000000));

    ASSERT_EQ(events.size(), 1u);
    const auto& media = std::get<MediaArrived>(events[0]);
    EXPECT_EQ(media.kind, media::Kind::video);
    EXPECT_EQ(media.timestamp_ms, 0x1000000u);
    EXPECT_TRUE(std::ranges::equal(media.body.bytes(), from_hex("27010000001234")));
}

TEST_F(ServerSessionTest, gives_metadata_of_amf0_and_of_amf3_alike) {
    publish();

    const auto plain = send(Client::message(data_amf0, from_hex("02 0001 61")));
    const auto marked = send(Client::message(data_amf3, from_hex("00 02 0001 61")));

    ASSERT_EQ(plain.size() + marked.size(), 2u);
    for (const auto& event : {plain[0], marked[0]}) {
        const auto body = std::get<MetadataArrived>(event).body;
        EXPECT_TRUE(std::ranges::equal(body.bytes(), from_hex("02 0001 61")));
    }
}

TEST_F(ServerSessionTest, takes_aggregates_apart) {
    publish();

    const auto events =
        send(Client::message(aggregate,
                             from_hex("08 000002 000010 00 000000 af01 0000000d"
                                      "09 000005 000026 00 000000 2701000000 00000010"
                                      "63 000000 000026 00 000000 0000000b"),
                             500));

    ASSERT_EQ(events.size(), 2u);
    EXPECT_EQ(std::get<MediaArrived>(events[0]).timestamp_ms, 500u);
    EXPECT_EQ(std::get<MediaArrived>(events[1]).timestamp_ms, 522u);
}

TEST_F(ServerSessionTest, refuses_a_malformed_aggregate) {
    publish();

    send(Client::message(aggregate, from_hex("08 ffffff 000000 00 000000")));

    EXPECT_EQ(error, Errc::bad_aggregate);
}

TEST_F(ServerSessionTest, drops_media_of_a_peer_that_does_not_publish) {
    play();

    EXPECT_TRUE(send(Client::message(video, from_hex("2701000000"))).empty());
    EXPECT_TRUE(send(Client::message(data_amf0, from_hex("02 0001 61"))).empty());
    EXPECT_TRUE(send(Client::message(aggregate, from_hex("ff"))).empty());
    EXPECT_FALSE(error);
}

TEST_F(ServerSessionTest, holds_back_what_follows_publish_until_it_is_answered) {
    connect();
    Bytes input = Client::publish("key");
    append(input, Client::message(video, from_hex("2701000000"), 7));

    EXPECT_EQ(send(input).size(), 1u);
    EXPECT_TRUE(take_events().empty());
    session.accept_publish();
    const auto events = take_events();

    ASSERT_EQ(events.size(), 1u);
    EXPECT_EQ(std::get<MediaArrived>(events[0]).timestamp_ms, 7u);
}

TEST_F(ServerSessionTest, refuses_a_peer_that_sends_too_much_before_the_answer) {
    connect();
    send(Client::publish("key"));
    const Bytes megabyte(1024 * 1024);

    for (std::size_t sent = 0; sent < megabyte.size() && !error; sent += 16 * 1024) {
        send(ByteSpan(megabyte).first(16 * 1024));
    }

    EXPECT_EQ(error, Errc::sent_too_much_before_answer);
}

TEST_F(ServerSessionTest, takes_large_messages_only_from_accepted_publishers) {
    const auto large = Client::message(video, Bytes(200'000, std::byte{0x27}));

    connect();
    send(large);
    EXPECT_EQ(error, Errc::message_too_large);

    session = ServerSession({}, now);
    client = Client();
    error = {};
    publish();
    EXPECT_EQ(send(large).size(), 1u);
    EXPECT_FALSE(error);
}

TEST_F(ServerSessionTest, drops_media_after_a_refusal) {
    connect();
    send(Client::publish("key"));
    session.refuse_publish("NetStream.Publish.BadName", "no");

    EXPECT_TRUE(send(Client::message(video, from_hex("2701000000"))).empty());
}

TEST_F(ServerSessionTest, tells_a_broadcast_that_ends_once_however_many_commands_say_so) {
    publish();
    Bytes input = Client::command(
        {.name = "FCUnpublish", .transaction_id = 6, .arguments = {{std::string("key")}}});
    append(input, Client::command({.name = "closeStream"}));
    append(input,
           Client::command({.name = "deleteStream", .transaction_id = 7, .arguments = {{1.0}}}));

    const auto events = send(input);

    ASSERT_EQ(events.size(), 1u);
    EXPECT_TRUE(std::holds_alternative<PublishEnded>(events[0]));
}

TEST_F(ServerSessionTest, tells_the_end_by_each_command_that_means_it) {
    for (const auto* name : {"FCUnpublish", "closeStream", "deleteStream", "close"}) {
        session = ServerSession({}, now);
        publish();
        const auto published = send(Client::command({.name = name}));
        session = ServerSession({}, now);
        play();
        const auto played = send(Client::command({.name = name}));

        ASSERT_EQ(published.size(), 1u) << name;
        EXPECT_TRUE(std::holds_alternative<PublishEnded>(published[0])) << name;
        ASSERT_EQ(played.size(), 1u) << name;
        EXPECT_TRUE(std::holds_alternative<PlayEnded>(played[0])) << name;
    }
}

TEST_F(ServerSessionTest, answers_pings_with_the_same_time) {
    connect();

    send(Client::message(user_control, from_hex("0006 12345678")));

    const auto messages = answers();
    ASSERT_EQ(messages.size(), 1u);
    EXPECT_EQ(messages[0].type, user_control);
    EXPECT_TRUE(std::ranges::equal(messages[0].payload.bytes(), from_hex("0007 12345678")));
}

TEST_F(ServerSessionTest, passes_over_messages_that_ask_for_nothing) {
    connect();
    Bytes input =
        Client::message(user_control, from_hex("0003 00000001 00000bb8"));  // Buffer length.
    append(input, Client::message(user_control, from_hex("0007 00000000")));
    append(input, Client::message(acknowledgement, from_hex("00000001")));
    append(input, Client::message(set_peer_bandwidth, from_hex("00000001 02")));
    append(input, Client::message(19, from_hex("00")));
    append(input, Client::message(99, from_hex("00")));

    EXPECT_TRUE(send(input).empty());

    EXPECT_FALSE(error);
    EXPECT_TRUE(answers().empty());
}

TEST_F(ServerSessionTest, refuses_control_messages_that_are_cut_off) {
    for (const auto& [type, body] :
         {std::pair{user_control, "00"}, {user_control, "0006 00"}, {window_ack_size, "000000"}}) {
        session = ServerSession({}, now);
        connect();

        send(Client::message(type, from_hex(body)));

        EXPECT_EQ(error, Errc::bad_control_message) << body;
    }
}

TEST_F(ServerSessionTest, acknowledges_by_the_window_that_the_peer_sets) {
    connect();
    send(Client::message(window_ack_size, from_hex("00001000")));
    answers();

    send(Client::message(99, Bytes(3000)));
    const auto before = answers();
    send(Client::message(99, Bytes(3000)));
    const auto after = answers();

    EXPECT_TRUE(before.empty());
    ASSERT_EQ(after.size(), 1u);
    EXPECT_EQ(after[0].type, acknowledgement);
    const auto total = ByteReader(after[0].payload.bytes()).u32();
    EXPECT_GT(*total, 6000u);
    EXPECT_LT(*total, 7000u) << "all bytes since the handshake";
}

TEST_F(ServerSessionTest, refuses_a_peer_that_asks_and_never_reads) {
    connect();
    const auto ping = Client::message(user_control, from_hex("0006 12345678"));

    for (int i = 0; i < 100'000 && !error; ++i) send(ping);

    EXPECT_EQ(error, Errc::asked_too_much);
    EXPECT_LT(session.take_output().size(), 300'000u);
}

TEST_F(ServerSessionTest, gives_up_on_a_peer_that_asks_for_nothing_in_time) {
    EXPECT_EQ(session.deadline(), now + seconds(10));
    EXPECT_TRUE(session.on_time(now + seconds(9)));

    now += seconds(9);
    connect();

    EXPECT_EQ(session.on_time(now + seconds(1)).error(), Errc::command_timeout)
        << "busy is not enough";
}

TEST_F(ServerSessionTest, has_no_deadline_while_we_think) {
    connect();
    send(Client::publish("key"));

    EXPECT_EQ(session.deadline(), std::nullopt);
    EXPECT_TRUE(session.on_time(now + seconds(1000)));
}

TEST_F(ServerSessionTest, pings_a_silent_peer_and_lets_it_go_when_it_stays_silent) {
    publish();
    ASSERT_EQ(session.deadline(), now + seconds(30));

    EXPECT_TRUE(session.on_time(now + seconds(29)));
    EXPECT_TRUE(answers().empty());
    EXPECT_TRUE(session.on_time(now + seconds(30)));
    const auto messages = answers();

    ASSERT_EQ(messages.size(), 1u);
    EXPECT_EQ(messages[0].type, user_control);
    EXPECT_EQ(ByteReader(messages[0].payload.bytes()).u16(), 6);
    EXPECT_EQ(session.deadline(), now + seconds(60));
    EXPECT_EQ(session.on_time(now + seconds(60)).error(), Errc::ping_timeout);
}

TEST_F(ServerSessionTest, keeps_a_peer_that_answers_pings) {
    play();
    for (int i = 0; i < 10; ++i) {
        now += seconds(30);
        ASSERT_TRUE(session.on_time(now));
        send(Client::message(user_control, from_hex("0007 00000000")));
    }

    EXPECT_EQ(session.deadline(), now + seconds(30));
    EXPECT_FALSE(error);
}

TEST_F(ServerSessionTest, never_pings_when_that_is_switched_off) {
    session = ServerSession({.ping = seconds(0)}, now);
    publish();

    EXPECT_EQ(session.deadline(), now + seconds(60));
    EXPECT_TRUE(session.on_time(now + seconds(59)));
    EXPECT_TRUE(answers().empty());
}

TEST_F(ServerSessionTest, must_be_asked_for_the_next_stream_in_time_too) {
    publish();
    now += seconds(100);

    send(Client::command({.name = "closeStream"}));

    EXPECT_EQ(session.deadline(), now + seconds(10));
}

TEST_F(ServerSessionTest, refuses_what_is_not_rtmp) {
    send(as_bytes("GET / HTTP/1.1\r\n\r\n"));

    EXPECT_EQ(error, Errc::unsupported_version);
}

TEST_F(ServerSessionTest, sends_in_the_chunk_size_that_it_announced) {
    session = ServerSession({.chunk_size = 50}, now);
    send(Client::handshake());
    send(Client::connect("live"));

    const auto commands = commands_of(answers());

    ASSERT_EQ(commands.size(), 1u) << "the answer is longer than 50 bytes";
    EXPECT_EQ(commands[0].name, "_result");
}

/// What ffmpeg 5.1 sent to publish 1.5 s of H.264 and AAC, and to play; the first byte is the fuzz
/// target's.
Bytes capture(const char* name) {
    const auto path = std::string(FRESHET_SOURCE_DIR "/tests/fuzz/corpus/rtmp_session/") + name;
    std::ifstream file(path, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    return text.empty() ? Bytes() : to_bytes(std::string_view(text).substr(1));
}

TEST_F(ServerSessionTest, takes_what_ffmpeg_publishes) {
    const auto input = capture("ffmpeg_publish");
    std::size_t video_messages = 0;
    std::size_t audio_messages = 0;
    std::size_t others = 0;

    for (std::size_t at = 0; at < input.size(); at += 1000) {
        const auto piece =
            ByteSpan(input).subspan(at, std::min<std::size_t>(1000, input.size() - at));
        ASSERT_TRUE(session.feed(piece, now));
        while (true) {
            const auto event = session.next_event();
            ASSERT_TRUE(event) << event.error().message();
            if (!*event) break;
            if (const auto* asked = std::get_if<PublishAsked>(&**event)) {
                EXPECT_EQ(asked->key, "key");
                EXPECT_EQ(asked->query, "token=abc");
                session.accept_publish();
            } else if (const auto* media = std::get_if<MediaArrived>(&**event)) {
                ++(media->kind == media::Kind::video ? video_messages : audio_messages);
            } else {
                ++others;
            }
        }
    }

    EXPECT_EQ(video_messages, 15u + 2u)
        << "frames, the header before and the end of sequence behind them";
    EXPECT_GE(audio_messages, 66u + 1u);
    EXPECT_EQ(others, 2u) << "metadata and the end";
}

TEST_F(ServerSessionTest, takes_what_ffmpeg_plays) {
    const auto events = send(capture("ffmpeg_play"));

    ASSERT_EQ(events.size(), 1u);
    EXPECT_EQ(std::get<PlayAsked>(events[0]).name, "ada");
    session.accept_play();
    EXPECT_TRUE(take_events().empty());
    EXPECT_FALSE(error) << error.message();
}

}  // namespace
}  // namespace freshet::rtmp
