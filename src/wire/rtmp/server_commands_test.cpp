#include <vector>

#include <gtest/gtest.h>

#include "wire/amf/amf0_reader.hpp"
#include "wire/rtmp/error.hpp"
#include "wire/rtmp/server_session.hpp"
#include "wire/rtmp/testing/client.hpp"
#include "wire/testing/hex.hpp"

namespace freshet::rtmp {
namespace {

using freshet::testing::code_of;
using freshet::testing::commands_of;
using freshet::testing::from_hex;
using Client = freshet::testing::RtmpClient;

class ServerCommandsTest : public ::testing::Test {
protected:
    ServerCommandsTest() { send(Client::handshake()); }

    void send(ByteSpan bytes) {
        const auto fed = session.feed(bytes, now);
        if (!fed) error = fed.error();
        const auto event = session.next_event();
        if (!event) error = event.error();
    }

    std::vector<Message> answers() { return client.read(session.take_output()); }

    /// Sends a command on a connected session and gives the commands that come back.
    std::vector<Command> ask(const Command& command) {
        if (!connected) send(Client::connect("live"));
        connected = true;
        answers();
        send(Client::command(command));
        return commands_of(answers());
    }

    MonoTime now{std::chrono::seconds(1)};
    ServerSession session{{}, now};
    Client client;
    ErrorCode error;
    bool connected = false;
};

TEST_F(ServerCommandsTest, connect_is_answered_with_windows_chunk_size_and_success) {
    send(Client::connect("live"));

    const auto messages = answers();

    ASSERT_EQ(messages.size(), 3u) << "the chunk size is taken by the chunk reader";
    EXPECT_EQ(messages[0].type, window_ack_size);
    EXPECT_TRUE(std::ranges::equal(messages[0].payload.bytes(), from_hex("002625a0")));
    EXPECT_EQ(messages[1].type, set_peer_bandwidth);
    EXPECT_TRUE(std::ranges::equal(messages[1].payload.bytes(), from_hex("002625a0 02")));
    const auto result = read_command(messages[2].payload.bytes(), {});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->name, "_result");
    EXPECT_EQ(result->transaction_id, 1);
    EXPECT_NE(result->object.object()->find("fmsVer"), nullptr);
    EXPECT_NE(result->object.object()->find("capabilities"), nullptr);
    EXPECT_EQ(code_of(*result), "NetConnection.Connect.Success");
}

TEST_F(ServerCommandsTest, connect_is_refused_twice_or_without_its_object) {
    send(Client::connect("live"));
    send(Client::connect("live"));
    EXPECT_EQ(error, Errc::command_out_of_order);

    session = ServerSession({}, now);
    send(Client::handshake());
    send(Client::command({.name = "connect", .transaction_id = 1}));
    EXPECT_EQ(error, Errc::bad_command);
}

TEST_F(ServerCommandsTest, everything_but_connect_must_wait_for_connect) {
    for (const auto* name :
         {"createStream", "publish", "play", "deleteStream", "FCPublish", "nonsense"}) {
        session = ServerSession({}, now);
        error = {};
        send(Client::handshake());

        send(Client::command({.name = name, .transaction_id = 1}));

        EXPECT_EQ(error, Errc::command_out_of_order) << name;
    }
}

TEST_F(ServerCommandsTest, a_second_stream_is_refused_until_the_first_is_deleted) {
    const auto first = ask({.name = "createStream", .transaction_id = 2});
    const auto second = ask({.name = "createStream", .transaction_id = 3});
    ask({.name = "deleteStream", .transaction_id = 0, .arguments = {{1.0}}});
    const auto third = ask({.name = "createStream", .transaction_id = 4});

    ASSERT_EQ(first.size(), 1u);
    EXPECT_EQ(first[0].name, "_result");
    EXPECT_EQ(first[0].arguments.at(0), amf::Value{1.0});
    ASSERT_EQ(second.size(), 1u);
    EXPECT_EQ(second[0].name, "_error");
    EXPECT_EQ(second[0].transaction_id, 3);
    EXPECT_EQ(third.at(0).name, "_result");
}

TEST_F(ServerCommandsTest, publish_is_answered_with_stream_begin_and_start) {
    ask({.name = "publish", .arguments = {{std::string("key")}}});
    session.accept_publish();

    const auto messages = answers();

    ASSERT_EQ(messages.size(), 2u);
    EXPECT_TRUE(std::ranges::equal(messages[0].payload.bytes(), from_hex("0000 00000001")));
    EXPECT_EQ(messages[1].stream_id, 1u);
    EXPECT_EQ(code_of(commands_of(messages).at(0)), "NetStream.Publish.Start");
}

TEST_F(ServerCommandsTest, a_refusal_says_its_code_at_level_error) {
    ask({.name = "publish", .arguments = {{std::string("key")}}});
    session.refuse_publish("NetStream.Publish.BadName", "This key is not known.");
    const auto publish = commands_of(answers());
    ask({.name = "play", .arguments = {{std::string("ada")}}});
    session.refuse_play("NetStream.Play.StreamNotFound", "Nobody is live here.");
    const auto play = commands_of(answers());

    ASSERT_EQ(publish.size(), 1u);
    EXPECT_EQ(code_of(publish[0]), "NetStream.Publish.BadName");
    EXPECT_EQ(*publish[0].arguments[0].object()->find("level")->text(), "error");
    EXPECT_EQ(*publish[0].arguments[0].object()->find("description")->text(),
              "This key is not known.");
    ASSERT_EQ(play.size(), 1u);
    EXPECT_EQ(code_of(play[0]), "NetStream.Play.StreamNotFound");
}

TEST_F(ServerCommandsTest, play_is_answered_in_the_order_that_players_expect) {
    ask({.name = "play", .arguments = {{std::string("ada")}}});
    session.accept_play();

    const auto messages = answers();

    ASSERT_EQ(messages.size(), 4u);
    EXPECT_TRUE(std::ranges::equal(messages[0].payload.bytes(), from_hex("0000 00000001")));
    EXPECT_EQ(code_of(commands_of(messages).at(0)), "NetStream.Play.Reset");
    EXPECT_EQ(code_of(commands_of(messages).at(1)), "NetStream.Play.Start");
    EXPECT_EQ(messages[3].type, data_amf0);
    EXPECT_EQ(amf::Amf0Reader(messages[3].payload.bytes()).next(),
              amf::Value{std::string("|RtmpSampleAccess")});
}

TEST_F(ServerCommandsTest, a_second_publish_or_play_is_out_of_order) {
    ask({.name = "publish", .arguments = {{std::string("key")}}});
    session.accept_publish();

    ask({.name = "play", .arguments = {{std::string("ada")}}});

    EXPECT_EQ(error, Errc::command_out_of_order);
}

TEST_F(ServerCommandsTest, courtesies_are_answered_so_that_nobody_waits) {
    for (const auto* name :
         {"releaseStream", "FCPublish", "FCUnpublish", "FCSubscribe", "_checkbw"}) {
        const auto answer =
            ask({.name = name, .transaction_id = 4, .arguments = {{std::string("key")}}});

        ASSERT_FALSE(answer.empty()) << name;
        EXPECT_EQ(answer[0].name, "_result") << name;
        EXPECT_EQ(answer[0].transaction_id, 4) << name;
    }
}

TEST_F(ServerCommandsTest, fc_commands_bring_their_own_events) {
    EXPECT_EQ(ask({.name = "FCPublish", .transaction_id = 4}).at(1).name, "onFCPublish");
    EXPECT_EQ(ask({.name = "FCSubscribe", .transaction_id = 4}).at(1).name, "onFCSubscribe");
    EXPECT_EQ(ask({.name = "FCUnpublish", .transaction_id = 4}).at(1).name, "onFCUnpublish");
}

TEST_F(ServerCommandsTest, commands_that_expect_no_answer_get_none) {
    for (const auto* name :
         {"releaseStream", "_checkbw", "nonsense", "_result", "_error", "closeStream"}) {
        EXPECT_TRUE(ask({.name = name}).empty()) << name;
    }
    EXPECT_FALSE(error);
}

TEST_F(ServerCommandsTest, unknown_commands_that_expect_an_answer_get_an_error) {
    const auto answer = ask({.name = "nonsense", .transaction_id = 9});

    ASSERT_EQ(answer.size(), 1u);
    EXPECT_EQ(answer[0].name, "_error");
    EXPECT_EQ(answer[0].transaction_id, 9);
    EXPECT_EQ(code_of(answer[0]), "NetConnection.Call.Failed");
}

TEST_F(ServerCommandsTest, a_live_stream_has_no_length_and_no_past) {
    EXPECT_EQ(ask({.name = "getStreamLength", .transaction_id = 4}).at(0).arguments.at(0),
              amf::Value{0.0});
    EXPECT_EQ(code_of(ask({.name = "seek", .arguments = {{5.0}}}).at(0)), "NetStream.Seek.Failed");
}

TEST_F(ServerCommandsTest, pause_and_receive_are_answered) {
    EXPECT_EQ(code_of(ask({.name = "pause", .arguments = {{true}}}).at(0)),
              "NetStream.Pause.Notify");
    EXPECT_EQ(code_of(ask({.name = "pause", .arguments = {{false}}}).at(0)),
              "NetStream.Unpause.Notify");
    EXPECT_EQ(code_of(ask({.name = "receiveAudio", .arguments = {{true}}}).at(1)),
              "NetStream.Play.Start");
    EXPECT_TRUE(ask({.name = "receiveVideo", .arguments = {{false}}}).empty());
}

TEST_F(ServerCommandsTest, commands_of_type_17_are_read_with_and_without_their_first_byte) {
    Bytes marked{std::byte{0}};
    append(marked, command_body({.name = "_checkbw", .transaction_id = 5}));
    ask({.name = "closeStream"});

    send(Client::message(command_amf3, marked));
    send(Client::message(command_amf3, ByteSpan(marked).subspan(1)));

    EXPECT_EQ(commands_of(answers()).size(), 2u);
}

TEST_F(ServerCommandsTest, a_command_of_type_17_may_switch_to_amf3_inside) {
    ask({.name = "closeStream"});

    // "publish", 5 as an AMF3 integer is no number of AMF0's but reads as one, null, "key" as AMF3
    // text.
    send(Client::message(command_amf3,
                         from_hex("00 02 0007 7075626c697368 11 04 05 05 11 06 07 6b6579")));
    session.accept_publish();

    EXPECT_FALSE(error);
    EXPECT_EQ(code_of(commands_of(answers()).at(0)), "NetStream.Publish.Start");
}

TEST_F(ServerCommandsTest, a_command_that_is_no_amf_ends_the_session) {
    send(Client::message(command_amf0, from_hex("ff")));
    EXPECT_TRUE(error);

    error = {};
    session = ServerSession({}, now);
    send(Client::handshake());
    send(Client::message(command_amf0, from_hex("05")));
    EXPECT_EQ(error, Errc::bad_command);
}

}  // namespace
}  // namespace freshet::rtmp
