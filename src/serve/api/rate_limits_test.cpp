#include "serve/api/rate_limits.hpp"

#include <gtest/gtest.h>

namespace freshet::api {

namespace {

TEST(RateLimits, count_playbacks_apart_from_requests) {
    RateLimits limits({.requests = 1, .playback = 2});
    Call call;
    call.peer_ip = "192.0.2.1";
    EXPECT_TRUE(limits.take(RateLimit::api, call, {}).allowed);
    EXPECT_FALSE(limits.take(RateLimit::api, call, {}).allowed);

    EXPECT_TRUE(limits.take_playback("192.0.2.1", {}).allowed);
    EXPECT_TRUE(limits.take_playback("192.0.2.1", {}).allowed);
    EXPECT_FALSE(limits.take_playback("192.0.2.1", {}).allowed);
    EXPECT_TRUE(limits.take_playback("192.0.2.2", {}).allowed);
}

TEST(RateLimits, take_an_ipv6_network_for_one_client_and_each_ipv4_address_for_another) {
    EXPECT_EQ(rate_key("2001:db8:1:2::1"), rate_key("2001:db8:1:2:ffff::9"));
    EXPECT_NE(rate_key("2001:db8:1:2::1"), rate_key("2001:db8:1:3::1"));
    EXPECT_NE(rate_key("192.0.2.1"), rate_key("192.0.2.2"));
    EXPECT_EQ(rate_key("192.0.2.1"), rate_key("::ffff:192.0.2.1"));
    EXPECT_EQ(rate_key("nonsense"), "nonsense");
}

}  // namespace

}  // namespace freshet::api
