#include "wire/websocket/frame.hpp"

#include <gtest/gtest.h>

#include "wire/testing/hex.hpp"
#include "wire/websocket/error.hpp"

namespace freshet::websocket {
namespace {

using freshet::testing::from_hex;

Bytes head(Opcode opcode, std::size_t size) {
    Bytes out;
    append_frame_head(out, opcode, size);
    return out;
}

TEST(FrameHead, uses_the_shortest_length_that_fits) {
    EXPECT_EQ(head(Opcode::binary, 0), from_hex("82 00"));
    EXPECT_EQ(head(Opcode::binary, 125), from_hex("82 7d"));
    EXPECT_EQ(head(Opcode::binary, 126), from_hex("82 7e 007e"));
    EXPECT_EQ(head(Opcode::text, 65'535), from_hex("81 7e ffff"));
    EXPECT_EQ(head(Opcode::text, 65'536), from_hex("81 7f 0000000000010000"));
}

TEST(Frame, is_head_and_payload) {
    Bytes out;
    append_frame(out, Opcode::text, as_bytes("Hello"));  // RFC 6455, 5.7.
    EXPECT_EQ(out, from_hex("81 05 48 65 6c 6c 6f"));
}

TEST(Close, carries_code_and_reason) {
    Bytes out;
    append_close(out, CloseCode::going_away, "bye");
    EXPECT_EQ(out, from_hex("88 05 03e9 627965"));
}

TEST(Close, cuts_a_long_reason_between_characters) {
    std::string reason(122, 'x');
    reason += "\xc3\xa9";  // Would end at 124 bytes: one too many beside the code.

    Bytes out;
    append_close(out, CloseCode::normal, reason);

    ASSERT_EQ(out.size(), 2u + 2 + 122);
    EXPECT_EQ(out[1], std::byte{124});
}

TEST(CloseCode, tells_the_client_what_it_did) {
    EXPECT_EQ(close_code(Errc::message_too_large), CloseCode::too_big);
    EXPECT_EQ(close_code(Errc::bad_utf8), CloseCode::invalid_payload);
    EXPECT_EQ(close_code(Errc::unmasked_frame), CloseCode::protocol_error);
}

}  // namespace
}  // namespace freshet::websocket
