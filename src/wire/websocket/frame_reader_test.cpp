#include "wire/websocket/frame_reader.hpp"

#include <string>

#include <gtest/gtest.h>

#include "wire/testing/hex.hpp"
#include "wire/websocket/error.hpp"

namespace freshet::websocket {
namespace {

using freshet::testing::from_hex;

/// A frame as a client sends it: `first` is its first byte.
Bytes masked(std::uint8_t first, std::string_view payload) {
    const auto mask = from_hex("37fa213d");
    Bytes out;
    append_be(out, first);
    Bytes head;
    append_frame_head(head, Opcode::binary, payload.size());
    head[1] |= std::byte{0x80};
    append(out, ByteSpan(head).subspan(1));
    append(out, mask);
    for (std::size_t i = 0; i < payload.size(); ++i)
        out.push_back(as_bytes(payload)[i] ^ mask[i % 4]);
    return out;
}

Bytes operator+(Bytes left, const Bytes& right) {
    append(left, right);
    return left;
}

/// Every message of the input, which is fed `cut` bytes at a time; the error when there is one.
Result<std::vector<Message>> read_all(ByteSpan input, std::size_t cut,
                                      FrameReader::Limits limits = {}) {
    FrameReader reader(limits);
    std::vector<Message> messages;
    while (!input.empty()) {
        reader.feed(input.first(std::min(cut, input.size())));
        input = input.subspan(std::min(cut, input.size()));
        while (true) {
            auto message = reader.next();
            if (!message) return std::unexpected(message.error());
            if (!*message) break;
            messages.push_back(std::move(**message));
        }
    }
    return messages;
}

ErrorCode error_of(const Bytes& input, FrameReader::Limits limits = {}) {
    const auto messages = read_all(input, input.size(), limits);
    return messages ? ErrorCode() : messages.error();
}

TEST(FrameReader, reads_the_example_of_the_rfc) {
    // RFC 6455, 5.7: a single-frame masked text message.
    const auto messages = read_all(from_hex("818537fa213d7f9f4d5158"), 64);

    ASSERT_TRUE(messages);
    ASSERT_EQ(messages->size(), 1u);
    EXPECT_EQ(messages->front().opcode, Opcode::text);
    EXPECT_EQ(as_text(messages->front().payload), "Hello");
}

TEST(FrameReader, gives_the_same_messages_however_the_input_is_cut) {
    const auto input = masked(0x01, "Hel") + masked(0x89, "ping") + masked(0x80, "lo") +
                       masked(0x82, std::string(300, 'x')) +
                       masked(0x88,
                              "\x03\xe8"
                              "bye");
    for (std::size_t cut = 1; cut <= input.size(); ++cut) {
        const auto messages = read_all(input, cut);

        ASSERT_TRUE(messages) << "cut every " << cut;
        ASSERT_EQ(messages->size(), 4u) << "cut every " << cut;
        EXPECT_EQ(messages->at(0).opcode, Opcode::ping);
        EXPECT_EQ(as_text(messages->at(0).payload), "ping");
        EXPECT_EQ(messages->at(1).opcode, Opcode::text);
        EXPECT_EQ(as_text(messages->at(1).payload), "Hello");
        EXPECT_EQ(messages->at(2).payload.size(), 300u);
        EXPECT_EQ(messages->at(3).close_code, 1000);
        EXPECT_EQ(as_text(messages->at(3).payload), "bye");
    }
}

TEST(FrameReader, reads_empty_messages_and_a_close_without_a_code) {
    const auto messages = read_all(masked(0x82, "") + masked(0x88, ""), 3);

    ASSERT_TRUE(messages);
    ASSERT_EQ(messages->size(), 2u);
    EXPECT_EQ(messages->at(0).opcode, Opcode::binary);
    EXPECT_EQ(messages->at(1).opcode, Opcode::close);
    EXPECT_FALSE(messages->at(1).close_code);
}

TEST(FrameReader, refuses_a_message_beyond_its_limit_before_storing_it) {
    auto head = masked(0x82, std::string(300, 'x'));
    head.resize(8);
    EXPECT_EQ(error_of(head, {.message_bytes_max = 299}), Errc::message_too_large);
    EXPECT_EQ(error_of(from_hex("82ff7fffffffffffffff00000000")), Errc::message_too_large);
}

TEST(FrameReader, counts_all_fragments_towards_the_limit) {
    const auto input = masked(0x02, "12345") + masked(0x00, "67890");
    EXPECT_EQ(error_of(input + masked(0x80, ""), {.message_bytes_max = 10}), ErrorCode());
    EXPECT_EQ(error_of(input + masked(0x80, "1"), {.message_bytes_max = 10}),
              Errc::message_too_large);
}

TEST(FrameReader, refuses_what_the_rfc_forbids) {
    const struct {
        Bytes input;
        Errc error;
    } rows[] = {
        {from_hex("8105"), Errc::unmasked_frame},
        {masked(0xc1, "x"), Errc::reserved_bits},
        {masked(0x83, "x"), Errc::unknown_opcode},
        {masked(0x8b, "x"), Errc::unknown_opcode},
        {masked(0x09, "x"), Errc::fragmented_control_frame},
        {masked(0x89, std::string(126, 'x')), Errc::oversized_control_frame},
        {masked(0x80, "x"), Errc::unexpected_continuation},
        {masked(0x01, "x") + masked(0x81, "y"), Errc::unfinished_message},
        {from_hex("82fe007d00000000"), Errc::overlong_length},
        {from_hex("82ff000000000000ffff00000000"), Errc::overlong_length},
        {masked(0x88, "\x03"), Errc::bad_close_payload},
        {masked(0x88, "\x03\xed"), Errc::bad_close_payload},
        {masked(0x88, "\x03\xe8\xff"), Errc::bad_utf8},
        {masked(0x81, "\xc3"), Errc::bad_utf8},
    };
    for (const auto& row : rows)
        EXPECT_EQ(error_of(row.input), row.error) << make_error_code(row.error).message();
}

TEST(FrameReader, stays_failed) {
    FrameReader reader({});
    reader.feed(from_hex("8105"));
    ASSERT_FALSE(reader.next());

    reader.feed(masked(0x81, "x"));

    EXPECT_EQ(reader.next().error(), Errc::unmasked_frame);
}

TEST(FrameReader, takes_text_whose_characters_are_cut_by_fragments) {
    const auto messages = read_all(masked(0x01, "\xc3") + masked(0x80, "\xa9"), 64);
    ASSERT_TRUE(messages);
    EXPECT_EQ(as_text(messages->at(0).payload), "\xc3\xa9");
}

}  // namespace
}  // namespace freshet::websocket
