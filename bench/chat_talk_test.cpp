#include "bench/chat_talk.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace freshet::bench {
namespace {

using namespace std::string_literals;

const ChatRoom room{.port = 8080, .id = "r1", .token = "t1"};
const auto greeting = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"s;

std::string frame(std::string_view packet) {
    std::string head = "\x81";
    if (packet.size() < 126) return head + static_cast<char>(packet.size()) + std::string(packet);
    head += {'\x7e', static_cast<char>(packet.size() >> 8), static_cast<char>(packet.size())};
    return head + std::string(packet);
}

const auto joined = greeting + frame(R"(0{"sid":"a"})") + frame(R"(40{"sid":"b"})") +
                    frame(R"(430[{"status":"ok","viewerCount":1}])");

std::string new_message(int micros) {
    return frame(R"(42["new-message",{"message":"sent at )" + std::to_string(micros) + " " +
                 std::string(100, '.') + "\"}]");
}

std::vector<MonoTime> hear(ChatTalk& talk, std::string_view input, std::size_t cut) {
    std::vector<MonoTime> times;
    for (; !input.empty(); input.remove_prefix(std::min(cut, input.size()))) {
        talk.feed(as_bytes(input.substr(0, cut)));
        while (const auto time = talk.next()) times.push_back(*time);
    }
    return times;
}

TEST(ChatTalk, asks_for_each_next_step_when_the_last_is_done) {
    ChatTalk talk(room, true);
    EXPECT_TRUE(talk.take_output().starts_with("GET /socket.io/?EIO=4&transport=websocket "));
    hear(talk, greeting, 9);
    EXPECT_EQ(talk.take_output(), "");
    hear(talk, frame(R"(0{"sid":"a"})"), 9);
    EXPECT_EQ(talk.take_output(), "\x81\x90\0\0\0\0"s + R"(40{"token":"t1"})");
    hear(talk, frame(R"(40{"sid":"b"})"), 9);
    EXPECT_TRUE(talk.take_output().ends_with(R"(420["join-room",{"roomId":"r1"}])"));
    EXPECT_FALSE(talk.is_in());
    hear(talk, frame(R"(430[{"status":"ok"}])"), 9);
    EXPECT_TRUE(talk.is_in());
    EXPECT_FALSE(talk.is_over());
}

TEST(ChatTalk, shows_its_token_only_when_it_writes) {
    ChatTalk talk(room, false);
    talk.take_output();
    hear(talk, greeting + frame("0{}"), 100);
    EXPECT_TRUE(
        talk.take_output().ends_with("\0\0\0\0"
                                     "40"s));
}

TEST(ChatTalk, gives_the_time_of_every_message_however_the_input_is_cut) {
    const auto input = joined + new_message(17) + frame("2") + frame(R"(42["viewer-count",{}])") +
                       new_message(18) + new_message(19);
    for (std::size_t cut = 1; cut <= input.size(); ++cut) {
        ChatTalk talk(room, false);
        const auto times = hear(talk, input, cut);
        ASSERT_EQ(times.size(), 3u) << cut;
        EXPECT_EQ(times.back().time_since_epoch(), std::chrono::microseconds(19));
        EXPECT_TRUE(
            talk.take_output().ends_with("\x81\x81\0\0\0\0"
                                         "3"s));
    }
}

TEST(ChatTalk, says_what_it_will_understand) {
    ChatTalk talk(room, true);
    hear(talk, joined, 1000);
    talk.take_output();
    talk.say(MonoTime(std::chrono::microseconds(1234)));
    const auto said = talk.take_output();
    EXPECT_TRUE(said.starts_with("\x81"));
    EXPECT_NE(said.find(R"(42["chat-message",{"roomId":"r1","message":"sent at 1234 ....)"),
              said.npos);
}

TEST(ChatTalk, ends_when_it_is_refused_anything) {
    for (const auto& input :
         {"HTTP/1.1 429 Too Many Requests\r\n\r\n"s, greeting + "\x88\x00"s,
          greeting + frame("0{}") + frame(R"(44{"message":"no"})"),
          greeting + frame("0{}") + frame("40{}") + frame(R"(430[{"status":404}])"),
          joined + frame(R"(42["error",{"status":503}])"), joined + frame("41")}) {
        ChatTalk talk(room, false);
        hear(talk, input, 1000);
        EXPECT_TRUE(talk.is_over()) << input;
    }
}

}  // namespace
}  // namespace freshet::bench
