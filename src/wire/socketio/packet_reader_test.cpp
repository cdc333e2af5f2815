#include "wire/socketio/packet_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wire/socketio/error.hpp"

namespace freshet::socketio {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A packet that is whole at once.
Packet read(std::string_view text) {
    auto packet = PacketReader().read(text);
    EXPECT_TRUE(packet && *packet) << text;
    return packet && *packet ? **packet : Packet{};
}

ErrorCode error_of(std::string_view text, const PacketReader::Limits& limits = {}) {
    const auto packet = PacketReader(limits).read(text);
    return packet ? ErrorCode() : packet.error();
}

TEST(PacketReader, reads_a_connect_with_and_without_its_data) {
    const struct {
        std::string_view text, nsp, data;
    } rows[] = {{"0", "/", ""},
                {"0{}", "/", "{}"},
                {R"(0{"token":"123"})", "/", R"({"token":"123"})"},
                {"0/custom,", "/custom", ""},
                {"0/custom", "/custom", ""},
                {R"(0/custom,{"token":"a,b"})", "/custom", R"({"token":"a,b"})"}};
    for (const auto& row : rows) {
        const auto packet = read(row.text);
        EXPECT_EQ(packet.type, PacketType::connect) << row.text;
        EXPECT_EQ(packet.nsp, row.nsp) << row.text;
        EXPECT_EQ(packet.data, row.data) << row.text;
    }
}

TEST(PacketReader, reads_a_disconnect_and_a_connect_error) {
    EXPECT_EQ(read("1").type, PacketType::disconnect);
    EXPECT_EQ(read("1/custom,").nsp, "/custom");
    EXPECT_EQ(read(R"(4{"message":"no"})").type, PacketType::connect_error);
    EXPECT_EQ(read(R"(4"no")").data, R"("no")");
}

TEST(PacketReader, reads_an_event_with_each_argument_as_it_was_sent) {
    const auto packet = read(R"(2["message",1, "2" ,{"3":[true]}])");

    EXPECT_EQ(packet.type, PacketType::event);
    EXPECT_EQ(packet.nsp, "/");
    EXPECT_FALSE(packet.ack);
    EXPECT_EQ(packet.event, "message");
    EXPECT_THAT(packet.arguments, ElementsAre("1", "\"2\"", R"({"3":[true]})"));
    EXPECT_THAT(read(R"(2["a"])").arguments, IsEmpty());
}

TEST(PacketReader, reads_namespace_and_ack_id_of_an_event) {
    const auto packet = read(R"(2/custom,456["message",{}])");
    EXPECT_EQ(packet.nsp, "/custom");
    EXPECT_EQ(packet.ack, 456u);
    EXPECT_EQ(read(R"(20["a"])").ack, 0u);
    EXPECT_EQ(read(R"(2999999999999999["a"])").ack, 999'999'999'999'999u);
}

TEST(PacketReader, reads_an_acknowledgement) {
    const auto packet = read(R"(3456[1,"2"])");
    EXPECT_EQ(packet.type, PacketType::ack);
    EXPECT_EQ(packet.ack, 456u);
    EXPECT_THAT(packet.arguments, ElementsAre("1", "\"2\""));
    EXPECT_THAT(read("30[]").arguments, IsEmpty());
}

TEST(PacketReader, takes_names_that_javascript_can_emit) {
    EXPECT_EQ(read(R"(2["jo\u0069n-room"])").event, "join-room");
    EXPECT_EQ(read(R"(2[""])").event, "");
    EXPECT_EQ(read("2[1.5]").event, "1.5");
}

TEST(PacketReader, refuses_what_the_protocol_does_not_have) {
    const struct {
        std::string_view text;
        Errc error;
    } rows[] = {
        {"", Errc::unknown_packet},
        {"abc", Errc::unknown_packet},
        {"7", Errc::unknown_packet},
        {"/", Errc::unknown_packet},
        {"0[]", Errc::bad_payload},
        {"0\"x\"", Errc::bad_payload},
        {"0{", Errc::bad_payload},
        {"0{}x", Errc::bad_payload},
        {"0null", Errc::bad_payload},
        {"1{}", Errc::bad_payload},
        {"1/custom,[]", Errc::bad_payload},
        {"2", Errc::bad_payload},
        {"2/custom", Errc::bad_payload},
        {"2{}", Errc::bad_payload},
        {"2[]", Errc::bad_payload},
        {"2[null]", Errc::bad_payload},
        {"2[{}]", Errc::bad_payload},
        {"2[[\"a\"]]", Errc::bad_payload},
        {"2[true]", Errc::bad_payload},
        {"2[\"a\"", Errc::bad_payload},
        {"2[\"a\"]]", Errc::bad_payload},
        {"2abc[\"a\"]", Errc::bad_payload},
        {"2-1[\"a\"]", Errc::bad_payload},
        {"2[\"\xff\"]", Errc::bad_payload},
        {"21000000000000000[\"a\"]", Errc::bad_ack_id},
        {"3[1]", Errc::bad_ack_id},
        {"31", Errc::bad_payload},
        {"31{}", Errc::bad_payload},
        {"4", Errc::bad_payload},
        {"4[]", Errc::bad_payload},
        {"5[\"a\"]", Errc::bad_attachment_count},
        {"5-[\"a\"]", Errc::bad_attachment_count},
        {"5", Errc::bad_attachment_count},
        {"51", Errc::bad_attachment_count},
        {"5-1-[\"a\"]", Errc::bad_attachment_count},
        {"51x-[\"a\"]", Errc::bad_attachment_count},
        {"511-[\"a\"]", Errc::too_many_attachments},
        {"599999999999999999999-[\"a\"]", Errc::too_many_attachments},
        {"61-[1]", Errc::bad_ack_id},
    };
    for (const auto& row : rows) EXPECT_EQ(error_of(row.text), row.error) << row.text;
}

TEST(PacketReader, refuses_events_that_the_libraries_keep_for_themselves) {
    for (const auto* name : {"connect", "connect_error", "disconnect", "disconnecting",
                             "newListener", "removeListener", "\\u0063onnect"})
        EXPECT_EQ(error_of("2[\"" + std::string(name) + "\"]"), Errc::reserved_event) << name;
}

TEST(PacketReader, refuses_what_goes_beyond_its_limits) {
    EXPECT_EQ(error_of("2[\"a\",[[1]]]", {.depth_max = 3}), ErrorCode());
    EXPECT_EQ(error_of("2[\"a\",[[1]]]", {.depth_max = 2}), Errc::bad_payload);
    EXPECT_EQ(error_of("0{\"a\":[[1]]}", {.depth_max = 2}), Errc::bad_payload);
    EXPECT_EQ(error_of("2[\"a\",1,2]", {.arguments_max = 2}), Errc::bad_payload);
    EXPECT_EQ(error_of("0/abc,", {.namespace_bytes_max = 4}), ErrorCode());
    EXPECT_EQ(error_of("0/abcd,", {.namespace_bytes_max = 4}), Errc::bad_namespace);
    EXPECT_EQ(error_of("0/" + std::string(100'000, 'x')), Errc::bad_namespace);
}

TEST(PacketReader, puts_a_packet_back_together_with_its_attachments) {
    PacketReader reader;
    const auto first = reader.read(R"(52-/custom,7["message",{"_placeholder":true,"num":1},)"
                                   R"([{"a":{"num":0,"_placeholder":true}}]])");
    ASSERT_TRUE(first);
    EXPECT_FALSE(*first);
    const auto second = reader.read(as_bytes("\1\2\3"));
    ASSERT_TRUE(second);
    EXPECT_FALSE(*second);

    const auto third = reader.read(as_bytes("\4"));

    ASSERT_TRUE(third && *third);
    const auto& packet = **third;
    EXPECT_EQ(packet.type, PacketType::event);
    EXPECT_EQ(packet.nsp, "/custom");
    EXPECT_EQ(packet.ack, 7u);
    EXPECT_EQ(packet.event, "message");
    EXPECT_THAT(packet.attachments, ElementsAre(to_bytes("\1\2\3"), to_bytes("\4")));
    EXPECT_THAT(packet.arguments, ElementsAre(R"({"_placeholder":true,"num":1})",
                                              R"([{"a":{"num":0,"_placeholder":true}}])"));
}

TEST(PacketReader, reads_binary_acknowledgements_and_goes_on_with_text) {
    PacketReader reader;
    ASSERT_TRUE(reader.read(R"(61-456[{"_placeholder":true,"num":0}])"));
    const auto ack = reader.read(as_bytes(""));
    ASSERT_TRUE(ack && *ack);
    EXPECT_EQ((*ack)->type, PacketType::ack);
    EXPECT_EQ((*ack)->ack, 456u);

    const auto event = reader.read(R"(2["a"])");
    ASSERT_TRUE(event && *event);
    EXPECT_THAT((*event)->attachments, IsEmpty());
}

TEST(PacketReader, waits_for_nothing_when_no_attachments_are_announced) {
    EXPECT_EQ(read(R"(50-["a",{"_placeholder":false,"num":9}])").event, "a");
}

TEST(PacketReader, refuses_an_attachment_of_no_packet) {
    PacketReader reader;
    EXPECT_EQ(reader.read(as_bytes("x")).error(), Errc::unexpected_attachment);

    ASSERT_TRUE(reader.read(R"(51-["a",{"_placeholder":true,"num":0}])"));
    ASSERT_TRUE(reader.read(as_bytes("x")));
    EXPECT_EQ(reader.read(as_bytes("y")).error(), Errc::unexpected_attachment);
}

TEST(PacketReader, refuses_text_amid_attachments) {
    PacketReader reader;
    ASSERT_TRUE(reader.read(R"(52-["a",{"_placeholder":true,"num":0}])"));
    ASSERT_TRUE(reader.read(as_bytes("x")));
    EXPECT_EQ(reader.read(R"(2["b"])").error(), Errc::missing_attachment);
}

TEST(PacketReader, refuses_placeholders_of_no_attachment) {
    for (const auto* num : {"1", "-1", "0.5", "\"0\"", "null", "99999999999999999999", "[0]"})
        EXPECT_EQ(
            error_of(R"(51-["a",[{"b":{"_placeholder":true,"num":)" + std::string(num) + "}}]]"),
            Errc::bad_placeholder)
            << num;
    EXPECT_EQ(error_of(R"(51-["a",{"_placeholder":true}])"), Errc::bad_placeholder);
    EXPECT_EQ(error_of(R"(51-["a",{"_placeholde\u0072":true,"num":1}])"), Errc::bad_placeholder);
    EXPECT_EQ(error_of(R"(50-["a",{"_placeholder":true,"num":0}])"), Errc::bad_placeholder);
    EXPECT_EQ(error_of(R"(2["a",{"_placeholder":true,"num":9}])"), ErrorCode());
}

TEST(PacketReader, keeps_no_more_attached_bytes_than_its_limit) {
    PacketReader reader({.attachments_bytes_max = 4});
    ASSERT_TRUE(reader.read(R"(52-["a"])"));
    ASSERT_TRUE(reader.read(as_bytes("123")));
    EXPECT_EQ(reader.read(as_bytes("45")).error(), Errc::attachments_too_large);
}

TEST(PacketReader, counts_the_bytes_of_each_packet_anew) {
    PacketReader reader({.attachments_bytes_max = 4});
    for (int round = 0; round < 3; ++round) {
        ASSERT_TRUE(reader.read(R"(51-["a"])"));
        const auto packet = reader.read(as_bytes("1234"));
        ASSERT_TRUE(packet && *packet);
    }
}

TEST(PacketReader, refuses_an_event_that_is_cut_off_anywhere) {
    constexpr std::string_view whole = R"(52-/a,12["m",{"_placeholder":true,"num":1}])";
    ASSERT_EQ(error_of(whole), ErrorCode());
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_NE(error_of(whole.substr(0, size)), ErrorCode()) << whole.substr(0, size);
}

}  // namespace
}  // namespace freshet::socketio
