#include "wire/rtmp/chunk_writer.hpp"

#include <gtest/gtest.h>

#include "wire/rtmp/chunk_reader.hpp"
#include "wire/testing/hex.hpp"

namespace freshet::rtmp {
namespace {

using freshet::testing::from_hex;

Bytes joined(const std::vector<Slice>& slices) {
    Bytes all;
    for (const auto& slice : slices) append(all, slice.bytes());
    return all;
}

TEST(ChunkWriter, writes_one_chunk_when_the_body_fits) {
    Bytes out;

    append_message(out,
                   {.chunk_stream = 3, .type = command_amf0, .timestamp_ms = 16, .stream_id = 1},
                   from_hex("aabb"), 2);

    EXPECT_EQ(out, from_hex("03 000010 000002 14 01000000 aabb"));
}

TEST(ChunkWriter, writes_format_3_heads_between_the_pieces_of_a_long_body) {
    Bytes out;

    append_message(out, {.chunk_stream = 3, .type = 9}, from_hex("aabbccddee"), 2);

    EXPECT_EQ(out, from_hex("03 000000 000005 09 00000000 aabb c3 ccdd c3 ee"));
}

TEST(ChunkWriter, writes_extended_timestamps_in_every_chunk_from_the_first_that_needs_them) {
    Bytes below;
    Bytes at;

    append_message(below, {.chunk_stream = 3, .type = 9, .timestamp_ms = 0xfffffe},
                   from_hex("aabb"), 1);
    append_message(at, {.chunk_stream = 3, .type = 9, .timestamp_ms = 0xffffff}, from_hex("aabb"),
                   1);

    EXPECT_EQ(below, from_hex("03 fffffe 000002 09 00000000 aa c3 bb"));
    EXPECT_EQ(at, from_hex("03 ffffff 000002 09 00000000 00ffffff aa c3 00ffffff bb"));
}

TEST(ChunkWriter, writes_chunk_stream_ids_of_one_two_and_three_bytes) {
    for (const auto [id, hex] : {std::pair{63u, "3f"},
                                 {64u, "0000"},
                                 {319u, "00ff"},
                                 {320u, "010001"},
                                 {65'599u, "01ffff"}}) {
        Bytes out;

        append_message(out, {.chunk_stream = id, .type = 9}, {}, 128);

        EXPECT_EQ(out, from_hex(std::string(hex) + "000000 000000 09 00000000")) << id;
    }
}

TEST(ChunkWriter, gives_players_the_same_bytes_as_slices) {
    const auto head = from_hex("1700000000");
    const auto payload = Bytes(1000, std::byte{7});
    Bytes body = head;
    append(body, payload);
    for (const std::size_t chunk_size :
         {1u, 2u, 4u, 5u, 6u, 128u, 500u, 995u, 1000u, 1004u, 1005u, 1006u, 60'000u}) {
        for (const std::uint32_t time : {0u, 0xfffffeu, 0xffffffu, 0xffffffffu}) {
            Bytes expected;
            append_message(expected,
                           {.chunk_stream = 6, .type = video, .timestamp_ms = time, .stream_id = 1},
                           body, chunk_size);

            const auto slices = message_slices(6, video, time, head, Slice(payload), chunk_size);

            ASSERT_EQ(joined(slices), expected) << chunk_size << " at " << time;
        }
    }
}

TEST(ChunkWriter, writes_a_body_without_payload_as_one_slice) {
    const auto slices = message_slices(4, audio, 0, from_hex("af00121056"), Slice(), 2);

    ASSERT_EQ(slices.size(), 1u);
    EXPECT_EQ(joined(slices), from_hex("04 000000 000005 08 01000000 af00 c4 1210 c4 56"));
}

TEST(ChunkWriter, never_copies_the_payload) {
    const Slice payload(Bytes(300, std::byte{1}));

    const auto slices = message_slices(6, video, 0, from_hex("27010000"), payload, 128);

    std::size_t shared = 0;
    for (const auto& slice : slices) {
        const auto* at = slice.bytes().data();
        if (at >= payload.bytes().data() && at < payload.bytes().data() + payload.size())
            shared += slice.size();
    }
    EXPECT_EQ(shared, payload.size());
    EXPECT_EQ(slices[2].bytes().data(), slices[4].bytes().data())
        << "heads between pieces are one allocation";
}

TEST(ChunkWriter, writes_what_the_reader_reads) {
    const auto body = Bytes(1000, std::byte{9});
    Bytes out;
    append_message(out, {.chunk_stream = 2, .type = set_chunk_size}, from_hex("00000040"), 128);
    append_message(out,
                   {.chunk_stream = 900, .type = video, .timestamp_ms = 0xfffffff0, .stream_id = 1},
                   body, 64);
    ChunkReader reader({});
    reader.feed(out);

    const auto message = reader.next();

    ASSERT_TRUE(message && *message);
    EXPECT_EQ((*message)->timestamp_ms, 0xfffffff0u);
    EXPECT_TRUE(std::ranges::equal((*message)->payload.bytes(), body));
}

}  // namespace
}  // namespace freshet::rtmp
