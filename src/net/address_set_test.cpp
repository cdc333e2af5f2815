#include "net/address_set.hpp"

#include <gtest/gtest.h>

#include "net/error.hpp"

namespace freshet::net {
namespace {

AddressSet set_of(std::initializer_list<std::string_view> ranges) {
    AddressSet set;
    for (const auto range : ranges) EXPECT_TRUE(set.add(range)) << range;
    return set;
}

TEST(AddressSet, holds_single_addresses_and_ranges_of_both_families) {
    const auto set = set_of({"10.0.0.0/8", "192.0.2.7", "2001:db8::/33", "::1"});
    for (const auto* inside :
         {"10.0.0.0", "10.255.255.255", "192.0.2.7", "2001:db8:7fff::1", "::1"}) {
        EXPECT_TRUE(set.contains(inside)) << inside;
    }
    for (const auto* outside :
         {"11.0.0.0", "9.255.255.255", "192.0.2.8", "2001:db8:8000::1", "::2"}) {
        EXPECT_FALSE(set.contains(outside)) << outside;
    }
}

TEST(AddressSet, knows_an_ipv4_address_in_its_mapped_form) {
    EXPECT_TRUE(set_of({"10.0.0.0/8"}).contains("::ffff:10.1.2.3"));
    EXPECT_FALSE(set_of({"10.0.0.0/8"}).contains("::10.1.2.3"));
}

TEST(AddressSet, takes_in_everything_with_a_prefix_of_zero) {
    EXPECT_TRUE(set_of({"0.0.0.0/0"}).contains("203.0.113.9"));
    EXPECT_FALSE(set_of({"0.0.0.0/0"}).contains("2001:db8::1"));
    EXPECT_TRUE(set_of({"::/0"}).contains("203.0.113.9"));
}

TEST(AddressSet, refuses_what_is_no_range) {
    AddressSet set;
    for (const auto* text : {"", "localhost", "10.0.0.0/33", "::1/129", "10.0.0/8", "10.0.0.0/",
                             "10.0.0.0/-1", "10.0.0.0/8 "}) {
        const auto added = set.add(text);
        ASSERT_FALSE(added) << text;
        EXPECT_EQ(added.error(), Errc::bad_address);
    }
}

TEST(AddressSet, holds_nothing_that_is_no_address) {
    const auto set = set_of({"::/0"});
    EXPECT_FALSE(set.contains("unknown"));
    EXPECT_FALSE(set.contains(""));
}

TEST(AddressSet, take_an_ipv6_network_for_one_client_and_each_ipv4_address_for_another) {
    EXPECT_EQ(client_key("2001:db8:1:2::1"), client_key("2001:db8:1:2:ffff::9"));
    EXPECT_NE(client_key("2001:db8:1:2::1"), client_key("2001:db8:1:3::1"));
    EXPECT_NE(client_key("192.0.2.1"), client_key("192.0.2.2"));
    EXPECT_EQ(client_key("192.0.2.1"), client_key("::ffff:192.0.2.1"));
    EXPECT_EQ(client_key("nonsense"), "nonsense");
}

}  // namespace
}  // namespace freshet::net
