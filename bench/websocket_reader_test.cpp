#include "bench/websocket_reader.hpp"

#include <gtest/gtest.h>

namespace freshet::bench {
namespace {

using namespace std::string_literals;

std::string read_in_pieces(WebSocketReader& reader, std::string_view text, std::size_t cut) {
    std::string data;
    for (; !text.empty(); text.remove_prefix(std::min(cut, text.size()))) {
        auto input = as_bytes(text.substr(0, cut));
        while (const auto run = reader.take(input)) data += as_text(*run);
    }
    return data;
}

TEST(WebSocketReader, joins_the_data_of_frames_of_any_length_however_they_are_cut) {
    const auto text = "\x82\x03"s + "FLV" + "\x82\x7e\x00\x80"s + std::string(128, 'a') +
                      "\x82\x7f\0\0\0\0\0\0\0\x02"s + "zz" + "\x82\x00"s;
    for (std::size_t cut = 1; cut <= text.size(); ++cut) {
        WebSocketReader reader;

        EXPECT_EQ(read_in_pieces(reader, text, cut), "FLV" + std::string(128, 'a') + "zz");
        EXPECT_FALSE(reader.is_over());
    }
}

TEST(WebSocketReader, keeps_control_frames_out_of_the_data) {
    WebSocketReader reader;

    EXPECT_EQ(read_in_pieces(reader,
                             "\x82\x01"
                             "a"
                             "\x89\x02"
                             "hi"
                             "\x82\x01"
                             "b",
                             100),
              "ab");
    EXPECT_EQ(reader.take_ping(), "hi");
    EXPECT_FALSE(reader.take_ping());
}

TEST(WebSocketReader, ends_at_a_close_and_at_what_a_server_may_not_send) {
    for (const auto& text : {"\x88\x00"s, "\x82\x81"s, "\x89\x7e\x01\x00"s}) {
        WebSocketReader reader;
        read_in_pieces(reader, text, 1);
        EXPECT_TRUE(reader.is_over());
    }
}

TEST(WebSocketReader, answers_a_ping_with_a_masked_pong) {
    EXPECT_EQ(make_pong("hi"), "\x8a\x82\0\0\0\0hi"s);
}

}  // namespace
}  // namespace freshet::bench
