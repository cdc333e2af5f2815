#include "bench/rtmp_client.hpp"

#include <gmock/gmock.h>

namespace freshet::bench {
namespace {

using testing::HasSubstr;

const Url channel{.scheme = "rtmp", .port = 1935, .path = "/live/ada"};

Bytes message(MessageType type, ByteSpan body) {
    Bytes wire;
    append_message(wire, {.type = static_cast<std::uint8_t>(type), .chunk_stream = 3}, body, 128);
    return wire;
}

/// A client and what a server would say to it.
struct Talk {
    explicit Talk(RtmpClient::Role role) : client(role, channel) {}

    std::string hear(const Bytes& wire) {
        client.feed(wire);
        while (client.next()) {
        }
        return client.take_output();
    }

    std::string reach_start() {
        (void)client.take_output();
        hear(to_bytes("\x03" + std::string(1536, 's') + std::string(1536, 'c')));
        hear(message(MessageType::command, Amf0().text("_result").number(1).null().bytes()));
        return hear(message(MessageType::command,
                            Amf0().text("_result").number(4).null().number(7).bytes()));
    }

    RtmpClient client;
};

TEST(RtmpClient, repeats_the_servers_hello_and_connects) {
    Talk talk(RtmpClient::Role::play);
    EXPECT_EQ(talk.client.take_output().size(), 1537u);

    const auto said = talk.hear(to_bytes("\x03" + std::string(1536, 's') + std::string(1536, 'c')));

    EXPECT_TRUE(said.starts_with(std::string(1536, 's')));
    EXPECT_THAT(said, HasSubstr("rtmp://127.0.0.1:1935/live"));
}

TEST(RtmpClient, plays_on_the_stream_that_it_was_given) {
    Talk talk(RtmpClient::Role::play);

    EXPECT_THAT(talk.reach_start(), HasSubstr("play"));
    EXPECT_EQ(talk.client.stream(), 7u);
}

TEST(RtmpClient, publishes_once_the_server_agrees) {
    Talk talk(RtmpClient::Role::publish);
    EXPECT_THAT(talk.reach_start(), HasSubstr("publish"));
    EXPECT_FALSE(talk.client.is_publishing());

    talk.hear(message(MessageType::command, Amf0()
                                                .text("onStatus")
                                                .number(0)
                                                .null()
                                                .begin_object()
                                                .member("level", "status")
                                                .member("code", "NetStream.Publish.Start")
                                                .end_object()
                                                .bytes()));

    EXPECT_TRUE(talk.client.is_publishing());
}

TEST(RtmpClient, keeps_the_reason_of_a_refusal) {
    Talk talk(RtmpClient::Role::publish);
    talk.reach_start();

    talk.hear(message(MessageType::command, Amf0()
                                                .text("onStatus")
                                                .number(0)
                                                .null()
                                                .begin_object()
                                                .member("level", "error")
                                                .member("code", "NetStream.Publish.BadName")
                                                .end_object()
                                                .bytes()));

    EXPECT_TRUE(talk.client.is_over());
    EXPECT_EQ(talk.client.refusal(), "NetStream.Publish.BadName");
}

TEST(RtmpClient, answers_pings_and_acknowledges_what_it_got) {
    Talk talk(RtmpClient::Role::play);
    talk.reach_start();
    const Bytes ping = to_bytes(std::string_view("\0\6\1\2\3\4", 6));
    const Bytes window = to_bytes(std::string_view("\0\0\0\x20", 4));

    EXPECT_THAT(talk.hear(message(MessageType::user_control, ping)),
                HasSubstr(std::string("\0\7\1\2\3\4", 6)));
    talk.hear(message(MessageType::window_size, window));
    EXPECT_THAT(talk.hear(message(MessageType::data, as_bytes("something"))),
                HasSubstr(std::string("\0\0\4\3\0\0\0\0", 8)));
}

}  // namespace
}  // namespace freshet::bench
