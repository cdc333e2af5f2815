#include "serve/http/forwarded.hpp"

#include <gtest/gtest.h>

namespace freshet::http {
namespace {

net::AddressSet proxies() {
    net::AddressSet set;
    EXPECT_TRUE(set.add("10.0.0.0/8"));
    return set;
}

std::string peer_of(std::string_view forwarded_for, std::string_view peer_ip) {
    Headers headers;
    headers.add("X-Forwarded-For", forwarded_for);
    return origin_of(headers, peer_ip, proxies()).peer_ip;
}

TEST(Forwarded, counts_only_when_a_trusted_proxy_says_it) {
    EXPECT_EQ(peer_of("203.0.113.9", "10.0.0.1"), "203.0.113.9");
    EXPECT_EQ(peer_of("203.0.113.9", "192.0.2.1"), "192.0.2.1");
}

TEST(Forwarded, is_read_from_the_right_past_every_trusted_hop) {
    EXPECT_EQ(peer_of("6.6.6.6, 203.0.113.9 , 10.2.2.2", "10.0.0.1"), "203.0.113.9");
    EXPECT_EQ(peer_of("10.3.3.3, 10.2.2.2", "10.0.0.1"), "10.3.3.3");
}

TEST(Forwarded, stops_at_what_is_no_address) {
    EXPECT_EQ(peer_of("203.0.113.9, unknown", "10.0.0.1"), "10.0.0.1");
    EXPECT_EQ(peer_of("", "10.0.0.1"), "10.0.0.1");
    EXPECT_EQ(peer_of(",,,", "10.0.0.1"), "10.0.0.1");
}

TEST(Forwarded, takes_several_fields_for_one_list) {
    Headers headers;
    headers.add("X-Forwarded-For", "6.6.6.6");
    headers.add("X-Forwarded-For", "203.0.113.9");
    EXPECT_EQ(origin_of(headers, "10.0.0.1", proxies()).peer_ip, "203.0.113.9");
}

TEST(Forwarded, tells_whether_the_client_came_over_tls) {
    Headers headers;
    headers.add("X-Forwarded-Proto", "https");
    EXPECT_TRUE(origin_of(headers, "10.0.0.1", proxies()).secure);
    EXPECT_FALSE(origin_of(headers, "192.0.2.1", proxies()).secure);
    headers.add("X-Forwarded-Proto", "http");
    EXPECT_FALSE(origin_of(headers, "10.0.0.1", proxies()).secure);
}

}  // namespace
}  // namespace freshet::http
