#include "wire/rtmp/chunk_reader.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "wire/rtmp/chunk_writer.hpp"
#include "wire/rtmp/error.hpp"
#include "wire/testing/hex.hpp"

namespace freshet::rtmp {
namespace {

using freshet::testing::from_hex;

struct Read {
    std::vector<Message> messages;
    ErrorCode error;
};

Read read_all(ByteSpan input, std::size_t cut, ChunkReader::Limits limits = {}) {
    ChunkReader reader(limits);
    Read read;
    for (std::size_t at = 0; at < input.size(); at += cut) {
        reader.feed(input.subspan(at, std::min(cut, input.size() - at)));
        while (true) {
            auto message = reader.next();
            if (!message) {
                read.error = message.error();
                return read;
            }
            if (!*message) break;
            read.messages.push_back(std::move(**message));
        }
    }
    return read;
}

Read read_hex(std::string_view hex, ChunkReader::Limits limits = {}) {
    return read_all(from_hex(hex), 1'000'000, limits);
}

Bytes payload_of(const Message& message) {
    const auto bytes = message.payload.bytes();
    return {bytes.begin(), bytes.end()};
}

Bytes counted_bytes(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::byte>(i * 7);
    return bytes;
}

TEST(ChunkReader, gives_the_same_messages_however_the_input_is_cut) {
    const auto body = counted_bytes(300);
    Bytes input;
    append_message(input, {.chunk_stream = 3, .type = command_amf0, .timestamp_ms = 5}, body, 128);
    append_message(input,
                   {.chunk_stream = 500, .type = video, .timestamp_ms = 0x1000000, .stream_id = 1},
                   body, 128);

    for (std::size_t cut = 1; cut <= input.size(); ++cut) {
        const auto read = read_all(input, cut);

        ASSERT_EQ(read.messages.size(), 2u) << "cut every " << cut << " bytes";
        EXPECT_EQ(read.messages[0].type, command_amf0);
        EXPECT_EQ(read.messages[0].timestamp_ms, 5u);
        EXPECT_EQ(read.messages[1].timestamp_ms, 0x1000000u);
        EXPECT_EQ(read.messages[1].stream_id, 1u);
        for (const auto& message : read.messages) EXPECT_EQ(payload_of(message), body) << cut;
    }
}

TEST(ChunkReader, reads_chunk_stream_ids_of_one_two_and_three_bytes) {
    const auto read = read_hex(
        "3f 000001 000001 08 00000000 aa"
        "00 00 000002 000001 08 00000000 bb"
        "01 ff ff 000003 000001 08 00000000 cc"
        "c0 00 dd");

    ASSERT_EQ(read.messages.size(), 4u);
    EXPECT_EQ(payload_of(read.messages[2]), from_hex("cc"));
    EXPECT_EQ(read.messages[3].timestamp_ms, 4u) << "chunk stream 64 again, not 63";
}

TEST(ChunkReader, adds_up_timestamps_as_each_format_says) {
    const auto read = read_hex(
        "04 0003e8 000001 08 01000000 aa"  // 0: absolute 1000
        "44 000010 000002 09 bbbb"         // 1: plus 16, another size and type
        "84 000020 bbbb"                   // 2: plus 32
        "c4 bbbb");                        // 3: the same delta again

    ASSERT_EQ(read.messages.size(), 4u);
    EXPECT_EQ(read.messages[0].timestamp_ms, 1000u);
    EXPECT_EQ(read.messages[1].timestamp_ms, 1016u);
    EXPECT_EQ(read.messages[1].type, video);
    EXPECT_EQ(read.messages[1].stream_id, 1u);
    EXPECT_EQ(read.messages[2].timestamp_ms, 1048u);
    EXPECT_EQ(read.messages[3].timestamp_ms, 1080u);
}

TEST(ChunkReader, takes_the_timestamp_of_format_0_as_the_delta_of_a_format_3_that_follows) {
    // RTMP 1.0, 5.3.1.2.4; ffmpeg makes use of it.
    const auto read = read_hex("04 000017 000001 08 01000000 aa  c4 bb");

    ASSERT_EQ(read.messages.size(), 2u);
    EXPECT_EQ(read.messages[1].timestamp_ms, 0x2eu);
}

TEST(ChunkReader, lets_timestamps_wrap) {
    const auto read = read_hex("04 ffffff 000001 08 01000000 fffffff0 aa  84 000020 bb");

    ASSERT_EQ(read.messages.size(), 2u);
    EXPECT_EQ(read.messages[0].timestamp_ms, 0xfffffff0u);
    EXPECT_EQ(read.messages[1].timestamp_ms, 0x10u);
}

TEST(ChunkReader, reads_extended_timestamps_on_format_3_chunks_and_does_without_them) {
    const auto head = from_hex("04 ffffff 000084 08 01000000 01000000");
    const auto body = counted_bytes(0x84);
    for (const auto* continuation : {"c4 01000000", "c4"}) {
        Bytes input = head;
        append(input, ByteSpan(body).first(128));
        append(input, from_hex(continuation));
        append(input, ByteSpan(body).subspan(128));

        const auto read = read_all(input, input.size());

        ASSERT_EQ(read.messages.size(), 1u) << continuation;
        EXPECT_EQ(payload_of(read.messages[0]), body) << continuation;
    }
}

TEST(ChunkReader, reads_extended_deltas_of_new_messages) {
    const auto read = read_hex(
        "04 000000 000001 08 01000000 aa  84 ffffff 01000000 bb  c4 01000000 cc  84 000001 dd");

    ASSERT_EQ(read.messages.size(), 4u);
    EXPECT_EQ(read.messages[1].timestamp_ms, 0x1000000u);
    EXPECT_EQ(read.messages[2].timestamp_ms, 0x2000000u);
    EXPECT_EQ(read.messages[3].timestamp_ms, 0x2000001u);
}

TEST(ChunkReader, puts_interleaved_messages_together) {
    const auto sound = counted_bytes(130);
    const auto picture = counted_bytes(200);
    Bytes input = from_hex("04 000000 000082 08 01000000");
    append(input, ByteSpan(sound).first(128));
    append(input, from_hex("06 000000 0000c8 09 01000000"));
    append(input, ByteSpan(picture).first(128));
    append(input, from_hex("c4"));
    append(input, ByteSpan(sound).subspan(128));
    append(input, from_hex("c6"));
    append(input, ByteSpan(picture).subspan(128));

    const auto read = read_all(input, 13);

    ASSERT_EQ(read.messages.size(), 2u);
    EXPECT_EQ(payload_of(read.messages[0]), sound);
    EXPECT_EQ(payload_of(read.messages[1]), picture);
}

TEST(ChunkReader, gives_empty_messages) {
    const auto read = read_hex("04 000001 000000 08 01000000  c4  04 000005 000001 08 01000000 aa");

    ASSERT_EQ(read.messages.size(), 3u);
    EXPECT_TRUE(read.messages[0].payload.empty());
    EXPECT_EQ(read.messages[1].timestamp_ms, 2u);
    EXPECT_EQ(read.messages[2].payload.size(), 1u);
}

TEST(ChunkReader, obeys_set_chunk_size_at_once_and_keeps_it_to_itself) {
    const auto body = counted_bytes(300);
    Bytes input = from_hex("02 000000 000004 01 00000000 0000012c");
    append_message(input, {.chunk_stream = 4, .type = audio}, body, 300);

    const auto read = read_all(input, 7);

    ASSERT_EQ(read.messages.size(), 1u);
    EXPECT_EQ(payload_of(read.messages[0]), body);
}

TEST(ChunkReader, takes_the_largest_chunk_size_and_refuses_nonsense) {
    EXPECT_FALSE(read_hex("02 000000 000004 01 00000000 7fffffff").error);
    EXPECT_EQ(read_hex("02 000000 000004 01 00000000 00000000").error, Errc::bad_chunk_size);
    EXPECT_EQ(read_hex("02 000000 000004 01 00000000 80000000").error, Errc::bad_chunk_size);
    EXPECT_EQ(read_hex("02 000000 000003 01 00000000 000000").error, Errc::bad_control_message);
}

TEST(ChunkReader, forgets_a_message_that_is_aborted) {
    Bytes input = from_hex("04 000000 000082 08 01000000");
    append(input, counted_bytes(128));
    append(input, from_hex("02 000000 000004 02 00000000 00000004"));  // Abort chunk stream 4.
    append(input, from_hex("04 000009 000001 08 01000000 aa"));

    const auto read = read_all(input, input.size());

    ASSERT_EQ(read.messages.size(), 1u);
    EXPECT_EQ(read.messages[0].timestamp_ms, 9u);
}

TEST(ChunkReader, passes_over_an_abort_of_what_is_not_there) {
    EXPECT_FALSE(read_hex("02 000000 000004 02 00000000 00000077").error);
    EXPECT_EQ(read_hex("02 000000 000002 02 00000000 0000").error, Errc::bad_control_message);
}

TEST(ChunkReader, takes_format_1_as_the_first_of_a_chunk_stream_as_librtmp_sends_it) {
    const auto read = read_hex("42 000000 000006 04 0007 00000001");

    ASSERT_EQ(read.messages.size(), 1u);
    EXPECT_EQ(read.messages[0].type, user_control);
    EXPECT_EQ(read.messages[0].stream_id, 0u);
}

TEST(ChunkReader, refuses_a_header_that_refers_to_none) {
    EXPECT_EQ(read_hex("84 000000 aa").error, Errc::header_without_predecessor);
    EXPECT_EQ(read_hex("c4 aa").error, Errc::header_without_predecessor);
}

TEST(ChunkReader, refuses_a_new_message_inside_another) {
    Bytes input = from_hex("04 000000 000082 08 01000000");
    append(input, counted_bytes(128));
    append(input, from_hex("44 000000 000001 08 aa"));

    EXPECT_EQ(read_all(input, input.size()).error, Errc::message_interrupted);
}

TEST(ChunkReader, refuses_a_message_beyond_its_limit_before_storing_it) {
    EXPECT_EQ(read_hex("04 000000 000004 08 00000000", {.message_bytes_max = 3}).error,
              Errc::message_too_large);
    EXPECT_FALSE(read_hex("04 000000 000004 08 00000000", {.message_bytes_max = 4}).error);
}

TEST(ChunkReader, takes_larger_messages_once_they_are_allowed) {
    ChunkReader reader({.message_bytes_max = 1});
    reader.set_message_bytes_max(2);
    reader.feed(from_hex("04 000000 000002 08 00000000 aabb"));

    const auto message = reader.next();

    ASSERT_TRUE(message && *message);
    EXPECT_EQ((*message)->payload.size(), 2u);
}

TEST(ChunkReader, refuses_more_chunk_streams_than_its_limit) {
    const std::string_view three =
        "04 000000 000001 08 00000000 aa 05 000000 000001 08 00000000 aa 06 000000 000001 08 "
        "00000000 aa";

    EXPECT_EQ(read_hex(three, {.chunk_streams_max = 2}).error, Errc::too_many_chunk_streams);
    EXPECT_EQ(read_hex(three, {.chunk_streams_max = 3}).messages.size(), 3u);
}

TEST(ChunkReader, refuses_more_unfinished_bytes_than_its_limit) {
    Bytes input;
    for (const auto* head : {"04 000000 000100 08 00000000", "05 000000 000100 08 00000000"}) {
        append(input, from_hex(head));
        append(input, counted_bytes(128));
    }

    EXPECT_EQ(read_all(input, 10, {.buffered_bytes_max = 255}).error, Errc::too_much_buffered);
    EXPECT_FALSE(read_all(input, 10, {.buffered_bytes_max = 256}).error);
}

TEST(ChunkReader, counts_finished_and_aborted_messages_no_longer) {
    Bytes input;
    for (int i = 0; i < 10; ++i) {
        append(input, from_hex("04 000000 000080 08 00000000"));
        append(input, counted_bytes(128));
        append(input, from_hex("05 000000 000081 08 00000000"));
        append(input, counted_bytes(128));
        append(input, from_hex("02 000000 000004 02 00000000 00000005"));
    }

    const auto read = read_all(input, input.size(), {.buffered_bytes_max = 260});

    EXPECT_FALSE(read.error) << read.error.message();
    EXPECT_EQ(read.messages.size(), 10u);
}

TEST(ChunkReader, takes_payload_as_it_comes_and_not_when_it_is_announced) {
    ChunkReader reader({.message_bytes_max = 0xffffff, .buffered_bytes_max = 1000});
    reader.feed(from_hex("02 000000 000004 01 00000000 00ffffff  04 000000 ffffff 09 01000000 aa"));

    const auto message = reader.next();

    ASSERT_TRUE(message);
    EXPECT_FALSE(*message);
    EXPECT_EQ(reader.unread(), 0u) << "payload is taken as it comes, not chunk by chunk";
}

TEST(ChunkReader, hands_over_the_memory_in_which_a_message_was_assembled) {
    const auto body = counted_bytes(100'000);
    Bytes input;
    append_message(input, {.chunk_stream = 4, .type = video}, body, 128);

    const auto read = read_all(input, 1400);

    ASSERT_EQ(read.messages.size(), 1u);
    EXPECT_EQ(payload_of(read.messages[0]), body);
}

}  // namespace
}  // namespace freshet::rtmp
