#include "wire/engineio/packet.hpp"

#include <gtest/gtest.h>

#include "wire/engineio/error.hpp"

namespace freshet::engineio {
namespace {

using namespace std::chrono_literals;

TEST(EngineIoPacket, is_a_digit_and_data) {
    const struct {
        std::string_view text;
        PacketType type;
        std::string_view data;
    } rows[] = {
        {"0{}", PacketType::open, "{}"},          {"1", PacketType::close, ""},
        {"2probe", PacketType::ping, "probe"},    {"3", PacketType::pong, ""},
        {"4hello", PacketType::message, "hello"}, {"44", PacketType::message, "4"},
        {"5", PacketType::upgrade, ""},           {"6", PacketType::noop, ""},
    };
    for (const auto& row : rows) {
        const auto packet = read_packet(row.text);
        ASSERT_TRUE(packet) << row.text;
        EXPECT_EQ(packet->type, row.type) << row.text;
        EXPECT_EQ(packet->text(), row.data) << row.text;
        EXPECT_FALSE(packet->is_binary) << row.text;
    }
}

TEST(EngineIoPacket, has_no_other_types) {
    EXPECT_EQ(read_packet("").error(), Errc::empty_packet);
    for (const auto* text : {"7", "9", "/", ":", "abc", "b", "-1", " 4", "\xff"})
        EXPECT_EQ(read_packet(text).error(), Errc::unknown_packet) << text;
}

TEST(EngineIoPacket, is_a_message_when_a_websocket_carries_bytes) {
    const auto bytes = as_bytes("1\2\3");
    const auto packet = read_packet(websocket::Opcode::binary, bytes);
    ASSERT_TRUE(packet);
    EXPECT_EQ(packet->type, PacketType::message);
    EXPECT_TRUE(packet->is_binary);
    EXPECT_EQ(packet->data.data(), bytes.data());
    EXPECT_EQ(packet->data.size(), bytes.size());

    EXPECT_TRUE(read_packet(websocket::Opcode::binary, {})->data.empty());
    EXPECT_EQ(read_packet(websocket::Opcode::text, bytes)->type, PacketType::close);
}

TEST(OpenPacket, tells_the_client_how_the_session_goes) {
    EXPECT_EQ(open_packet({.sid = "a\"b",
                           .may_upgrade = true,
                           .ping_interval = 25s,
                           .ping_timeout = 20s,
                           .payload_bytes_max = 100'000}),
              R"(0{"sid":"a\"b","upgrades":["websocket"],"pingInterval":25000,)"
              R"("pingTimeout":20000,"maxPayload":100000})");
    EXPECT_EQ(open_packet({.sid = "x", .ping_interval = 1ms, .ping_timeout = 2ms}),
              R"(0{"sid":"x","upgrades":[],"pingInterval":1,"pingTimeout":2,"maxPayload":0})");
}

TEST(Wrapped, is_one_buffer_with_the_frame_around_the_packet) {
    for (const std::size_t size : {0u, 1u, 125u, 126u, 65'535u, 65'536u}) {
        const std::string packet(size, 'x');
        Bytes frame;
        websocket::append_frame(frame, websocket::Opcode::text, as_bytes(packet));

        const auto wrapped = wrap(packet);

        EXPECT_EQ(as_text(wrapped.packet.bytes()), packet);
        EXPECT_EQ(as_text(wrapped.frame.bytes()), as_text(frame));
        EXPECT_EQ(wrapped.frame.bytes().data() + wrapped.frame.size(),
                  wrapped.packet.bytes().data() + wrapped.packet.size());
    }
}

TEST(Wrapped, may_grow_beyond_what_was_foreseen) {
    Wrapper wrapper(1);
    wrapper.packet() += "4";
    wrapper.packet().append(1000, 'x');

    const auto wrapped = std::move(wrapper).finish();

    EXPECT_EQ(as_text(wrapped.packet.bytes()), "4" + std::string(1000, 'x'));
    EXPECT_EQ(wrapped.frame.size(), wrapped.packet.size() + 4);
}

}  // namespace
}  // namespace freshet::engineio
