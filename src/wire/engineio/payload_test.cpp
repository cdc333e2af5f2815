#include "wire/engineio/payload.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "wire/engineio/error.hpp"

namespace freshet::engineio {
namespace {

/// A packet that has been copied out of its payload.
struct Copy {
    PacketType type;
    std::string data;
    bool is_binary;

    friend bool operator==(const Copy&, const Copy&) = default;
};

Result<std::vector<Copy>> read_all(std::string_view payload, PayloadReader::Limits limits = {}) {
    PayloadReader reader(payload, limits);
    std::vector<Copy> packets;
    while (true) {
        const auto packet = reader.next();
        if (!packet) return std::unexpected(packet.error());
        if (!*packet) return packets;
        packets.push_back({(*packet)->type, std::string((*packet)->text()), (*packet)->is_binary});
    }
}

TEST(PayloadReader, reads_the_packets_in_their_order) {
    EXPECT_EQ(read_all("4hello\x1e"
                       "2\x1e"
                       "4\xe2\x82\xac"),
              (std::vector<Copy>{{PacketType::message, "hello", false},
                                 {PacketType::ping, "", false},
                                 {PacketType::message, "\xe2\x82\xac", false}}));
    EXPECT_EQ(read_all("1"), (std::vector<Copy>{{PacketType::close, "", false}}));
}

TEST(PayloadReader, reads_bytes_from_base64) {
    EXPECT_EQ(read_all("4hello\x1e"
                       "bAQIDBA==\x1e"
                       "b"),
              (std::vector<Copy>{{PacketType::message, "hello", false},
                                 {PacketType::message, "\1\2\3\4", true},
                                 {PacketType::message, "", true}}));
}

TEST(PayloadReader, refuses_what_is_no_payload) {
    const struct {
        std::string_view payload;
        Errc error;
    } rows[] = {
        {"", Errc::empty_packet},
        {"\x1e", Errc::empty_packet},
        {"4a\x1e", Errc::empty_packet},
        {"\x1e"
         "4a",
         Errc::empty_packet},
        {"4a\x1e\x1e"
         "4b",
         Errc::empty_packet},
        {"abc", Errc::unknown_packet},
        {"4a\x1e"
         "7",
         Errc::unknown_packet},
        {"bAQIDBA", Errc::bad_base64},
        {"bAQIDB===", Errc::bad_base64},
        {"b-_-_", Errc::bad_base64},
        {"4\xff", Errc::bad_utf8},
        {"4a\x1e"
         "4\xed\xa0\x80",
         Errc::bad_utf8},
    };
    for (const auto& row : rows) {
        const auto packets = read_all(row.payload);
        ASSERT_FALSE(packets) << row.payload;
        EXPECT_EQ(packets.error(), row.error) << row.payload;
    }
}

TEST(PayloadReader, takes_no_more_packets_than_its_limit) {
    EXPECT_TRUE(
        read_all("2\x1e"
                 "2\x1e"
                 "2",
                 {.packets_max = 3}));
    EXPECT_EQ(read_all("2\x1e"
                       "2\x1e"
                       "2",
                       {.packets_max = 2})
                  .error(),
              Errc::too_many_packets);
}

TEST(PayloadReader, stays_failed) {
    PayloadReader reader(
        "7\x1e"
        "4a");
    ASSERT_EQ(reader.next().error(), Errc::unknown_packet);
    EXPECT_EQ(reader.next().error(), Errc::unknown_packet);
}

TEST(Payload, is_written_as_it_is_read) {
    std::string payload;
    append_packet(payload, "4hello");
    append_binary(payload, as_bytes("\1\2\3\4"));
    append_packet(payload, noop_packet);

    EXPECT_EQ(payload,
              "4hello\x1e"
              "bAQIDBA==\x1e"
              "6");
    EXPECT_EQ(read_all(payload).value().size(), 3u);
}

}  // namespace
}  // namespace freshet::engineio
