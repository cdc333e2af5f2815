#include "bench/rtmp_reader.hpp"

#include <gmock/gmock.h>

#include "bench/rtmp_message.hpp"

namespace freshet::bench {
namespace {

using testing::ElementsAre;
using Seen = std::pair<int, std::string>;

std::vector<Seen> read_in_pieces(RtmpReader& reader, ByteSpan text, std::size_t cut) {
    std::vector<Seen> seen;
    while (!text.empty()) {
        auto input = text.first(std::min(cut, text.size()));
        text = text.subspan(input.size());
        while (const auto message = reader.take(input)) {
            seen.emplace_back(message->type, as_text(message->head));
        }
    }
    return seen;
}

TEST(RtmpReader, joins_messages_of_many_chunks_however_they_are_cut) {
    const auto long_body = to_bytes(std::string(300, 'v'));
    Bytes wire;
    append_message(wire, {.type = 9, .chunk_stream = 6, .stream = 1, .time_ms = 40}, long_body,
                   128);
    append_message(wire, {.type = 8, .chunk_stream = 4, .stream = 1, .time_ms = 41}, as_bytes("a"),
                   128);
    append_message(wire, {.type = 9, .chunk_stream = 6, .stream = 1, .time_ms = 80}, {}, 128);
    append_message(wire, {.type = 9, .chunk_stream = 6, .stream = 1, .time_ms = 80}, as_bytes("z"),
                   128);
    for (std::size_t cut = 1; cut <= wire.size(); ++cut) {
        RtmpReader reader;

        EXPECT_THAT(read_in_pieces(reader, wire, cut).front(), Seen(9, std::string(300, 'v')));
        RtmpReader again;
        EXPECT_EQ(read_in_pieces(again, wire, cut).size(), 4u) << cut;
    }
}

TEST(RtmpReader, takes_interleaved_chunk_streams_apart) {
    Bytes video;
    Bytes audio;
    append_message(video, {.type = 9, .chunk_stream = 6}, to_bytes(std::string(130, 'v')), 128);
    append_message(audio, {.type = 8, .chunk_stream = 4}, as_bytes("aa"), 128);
    const auto first_chunk = 12 + 128;
    Bytes wire(video.begin(), video.begin() + first_chunk);
    append(wire, audio);
    append(wire, ByteSpan(video).subspan(first_chunk));

    RtmpReader reader;

    EXPECT_THAT(read_in_pieces(reader, wire, 7),
                ElementsAre(Seen(8, "aa"), Seen(9, std::string(130, 'v'))));
}

TEST(RtmpReader, understands_short_heads_and_extended_times) {
    Bytes wire;
    append(wire, std::string_view("\x04\xff\xff\xff\0\0\x02\x08\1\0\0\0\1\0\0\0ab",
                                  18));  // Type 0, extended.
    append(wire, std::string_view("\x44\0\0\x17\0\0\1\x08"
                                  "c",
                                  9));  // Type 1: a new length.
    append(wire, std::string_view("\x84\0\0\x17"
                                  "d",
                                  5));  // Type 2: a new time.
    append(wire, std::string_view("\xc4"
                                  "e",
                                  2));  // Type 3: all as before.
    RtmpReader reader;

    EXPECT_THAT(read_in_pieces(reader, wire, 1),
                ElementsAre(Seen(8, "ab"), Seen(8, "c"), Seen(8, "d"), Seen(8, "e")));
}

TEST(RtmpReader, applies_the_chunk_size_that_the_server_sets) {
    Bytes wire;
    append_message(wire, {.type = 9, .chunk_stream = 70 - 64 + 2}, to_bytes(std::string(400, 'v')),
                   256);
    RtmpReader reader;
    reader.set_chunk_bytes(256);

    EXPECT_EQ(read_in_pieces(reader, wire, 1000).size(), 1u);
}

TEST(RtmpReader, refuses_more_chunk_streams_than_it_keeps) {
    Bytes wire;
    for (std::uint32_t id = 2; id < 2 + RtmpReader::chunk_streams_max + 1; ++id) {
        append_message(wire, {.type = 8, .chunk_stream = id}, as_bytes("a"), 128);
    }
    RtmpReader reader;

    EXPECT_EQ(read_in_pieces(reader, wire, 1000).size(), RtmpReader::chunk_streams_max);
    EXPECT_TRUE(reader.is_broken());
}

}  // namespace
}  // namespace freshet::bench
