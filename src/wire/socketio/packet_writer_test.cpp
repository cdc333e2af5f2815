#include "wire/socketio/packet_writer.hpp"

#include <gtest/gtest.h>

#include "wire/socketio/packet_reader.hpp"

namespace freshet::socketio {
namespace {

std::string text(const engineio::Wrapped& wrapped) {
    return std::string(as_text(wrapped.packet.bytes()));
}

TEST(SocketIoWriter, writes_events_with_what_they_have) {
    EXPECT_EQ(text(event_packet({.name = "poll"})), R"(42["poll"])");
    EXPECT_EQ(text(event_packet({.name = "poll", .data = R"({"a":1})"})), R"(42["poll",{"a":1}])");
    EXPECT_EQ(text(event_packet({.name = "poll", .data = "null", .offset = "17"})),
              R"(42["poll",null,"17"])");
    EXPECT_EQ(text(event_packet({.name = "poll", .offset = "17"})), R"(42["poll","17"])");
    EXPECT_EQ(text(event_packet({.name = "a\"b\n"})), R"(42["a\"b\n"])");
}

TEST(SocketIoWriter, writes_acknowledgements) {
    EXPECT_EQ(text(ack_packet(0, R"({"status":"ok"})")), R"(430[{"status":"ok"}])");
    EXPECT_EQ(text(ack_packet(456, "")), "43456[]");
    EXPECT_EQ(text(ack_packet(18'446'744'073'709'551'615u, "1")), "4318446744073709551615[1]");
}

TEST(SocketIoWriter, writes_what_connects_and_disconnects) {
    EXPECT_EQ(text(connect_packet({.sid = "abc", .pid = "def"})), R"(40{"sid":"abc","pid":"def"})");
    EXPECT_EQ(text(connect_error_packet({.nsp = "/random", .message = "Invalid namespace"})),
              R"(44/random,{"message":"Invalid namespace"})");
    EXPECT_EQ(text(connect_error_packet({.message = "no \"token\"", .data = R"({"status":401})"})),
              R"(44{"message":"no \"token\"","data":{"status":401}})");
    EXPECT_EQ(text(disconnect_packet()), "41");
}

TEST(SocketIoWriter, writes_what_the_reader_reads) {
    const auto packet = text(event_packet({.name = "\xc3\xa9\"\\", .data = "[1]", .offset = "9"}));

    const auto read = PacketReader().read(packet.substr(1));

    ASSERT_TRUE(read && *read);
    EXPECT_EQ((*read)->event, "\xc3\xa9\"\\");
    EXPECT_EQ((*read)->arguments, (std::vector<std::string>{"[1]", R"("9")"}));
}

}  // namespace
}  // namespace freshet::socketio
