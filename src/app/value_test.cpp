#include "app/value.hpp"

#include <gtest/gtest.h>

namespace freshet::app {
namespace {

using namespace std::chrono_literals;

TEST(Value, a_number_is_whole_and_within_its_range) {
    EXPECT_EQ(parse_number("0", 0, 65535), 0u);
    EXPECT_EQ(parse_number("65535", 0, 65535), 65535u);
    EXPECT_EQ(parse_number("18446744073709551615", 0, UINT64_MAX), UINT64_MAX);
}

TEST(Value, what_is_no_number_of_the_range_is_refused) {
    for (const auto* text :
         {"", " 1", "1 ", "+1", "-1", "1.0", "0x10", "65536", "18446744073709551616", "a"}) {
        EXPECT_EQ(parse_number(text, 0, 65535), std::nullopt) << text;
    }
    EXPECT_EQ(parse_number("127", 128, 65536), std::nullopt);
}

TEST(Value, a_duration_has_one_unit_or_the_one_of_its_setting) {
    EXPECT_EQ(parse_duration("350ms", 1s), 350ms);
    EXPECT_EQ(parse_duration("30s", 1s), 30s);
    EXPECT_EQ(parse_duration("5m", 1s), 5min);
    EXPECT_EQ(parse_duration("1h", 1s), 1h);
    EXPECT_EQ(parse_duration("7d", 1s), 24h * 7);
    EXPECT_EQ(parse_duration("60000", 1ms), 1min);
    EXPECT_EQ(parse_duration("60", 1s), 1min);
    EXPECT_EQ(parse_duration("0", 1s), 0s);
}

TEST(Value, what_is_no_duration_is_refused) {
    for (const auto* text : {"", "s", "1 s", "1.5s", "-1s", "1w", "1S", "1h30m", "3651d",
                             "99999999999999999999s", "9223372036854775807d"}) {
        EXPECT_EQ(parse_duration(text, 1s), std::nullopt) << text;
    }
}

TEST(Value, a_duration_prints_as_the_shortest_text_that_reads_back) {
    for (const auto* text : {"350ms", "30s", "90s", "5m", "1h", "36h", "7d"}) {
        EXPECT_EQ(print_duration(parse_duration(text, 1s).value()), text);
    }
    EXPECT_EQ(print_duration(60s), "1m");
    EXPECT_EQ(print_duration(0s), "0s");
}

TEST(Value, bytes_have_a_unit_or_are_bytes) {
    EXPECT_EQ(parse_bytes("0"), 0u);
    EXPECT_EQ(parse_bytes("1500"), 1500u);
    EXPECT_EQ(parse_bytes("500KiB"), 512'000u);
    EXPECT_EQ(parse_bytes("10GiB"), 10'737'418'240u);
    EXPECT_EQ(parse_bytes("2TiB"), 2'199'023'255'552u);
    for (const auto* text : {"", "GiB", "1 GiB", "1.5GiB", "-1", "1gib", "1GB", "16777216TiB",
                             "99999999999999999999"}) {
        EXPECT_EQ(parse_bytes(text), std::nullopt) << text;
    }
}

TEST(Value, bytes_print_as_the_shortest_text_that_reads_back) {
    for (const auto* text : {"0", "1500", "500KiB", "1536MiB", "10GiB", "2TiB"}) {
        EXPECT_EQ(print_bytes(parse_bytes(text).value()), text);
    }
    EXPECT_EQ(print_bytes(1024 * 1024), "1MiB");
}

TEST(Value, a_list_is_split_at_commas_and_its_empty_parts_left_out) {
    using Parts = std::vector<std::string>;
    EXPECT_EQ(split_list("a,b"), (Parts{"a", "b"}));
    EXPECT_EQ(split_list(" a , ,b\t,"), (Parts{"a", "b"}));
    EXPECT_EQ(split_list(""), Parts{});
    EXPECT_EQ(split_list(" , "), Parts{});
}

}  // namespace
}  // namespace freshet::app
