#include "base/address_range.hpp"

#include <gtest/gtest.h>

namespace freshet {
namespace {

std::string written(std::string_view text) {
    const auto range = AddressRange::parse(text);
    return range ? to_string(*range) : "none";
}

bool holds(std::string_view range, std::string_view address) {
    return AddressRange::parse(range).value().contains(parse_address(address).value());
}

TEST(AddressRange, is_read_and_written_without_the_bits_beyond_its_prefix) {
    EXPECT_EQ(written("192.0.2.7"), "192.0.2.7/32");
    EXPECT_EQ(written("10.1.2.3/8"), "10.0.0.0/8");
    EXPECT_EQ(written("10.1.2.3/9"), "10.0.0.0/9");
    EXPECT_EQ(written("0.0.0.0/0"), "0.0.0.0/0");
    EXPECT_EQ(written("2001:db8::1"), "2001:db8::1/128");
    EXPECT_EQ(written("2001:db8:1:2:3::/64"), "2001:db8:1:2::/64");
    EXPECT_EQ(written("::/0"), "::/0");
    EXPECT_EQ(written("::ffff:192.0.2.7/128"), "192.0.2.7/32");
}

TEST(AddressRange, is_nothing_else) {
    for (const auto* text : {"", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x",
                             "::/129", "10.0.0", "example.org", "1.2.3.4/8/8", " 1.2.3.4"}) {
        EXPECT_EQ(written(text), "none") << text;
    }
}

TEST(AddressRange, holds_what_begins_alike) {
    EXPECT_TRUE(holds("10.0.0.0/9", "10.127.255.255"));
    EXPECT_FALSE(holds("10.0.0.0/9", "10.128.0.0"));
    EXPECT_TRUE(holds("2001:db8::/33", "2001:db8:7fff::1"));
    EXPECT_FALSE(holds("2001:db8::/33", "2001:db8:8000::1"));
    EXPECT_TRUE(holds("10.0.0.0/8", "::ffff:10.1.2.3"));
    EXPECT_FALSE(holds("10.0.0.0/8", "::10.1.2.3"));
    EXPECT_TRUE(holds("::/0", "203.0.113.9"));
}

TEST(AddressRange, of_a_customer_is_an_ipv4_address_or_a_64) {
    EXPECT_EQ(to_string(AddressRange::of_customer("192.0.2.7").value()), "192.0.2.7/32");
    EXPECT_EQ(to_string(AddressRange::of_customer("::ffff:192.0.2.7").value()), "192.0.2.7/32");
    EXPECT_EQ(to_string(AddressRange::of_customer("2001:db8:1:2:3:4:5:6").value()),
              "2001:db8:1:2::/64");
    EXPECT_FALSE(AddressRange::of_customer("unix:"));
}

}  // namespace
}  // namespace freshet
