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

TEST(RateLimits, count_messages_by_who_sends_them_and_apart_from_requests) {
    RateLimits limits({.requests = 1, .chat = 2});
    const auto ada = UserId::make();
    EXPECT_TRUE(limits.take_chat(ada, {}).allowed);
    EXPECT_TRUE(limits.take_chat(ada, {}).allowed);
    EXPECT_FALSE(limits.take_chat(ada, {}).allowed);

    EXPECT_TRUE(limits.take_chat(UserId::make(), {}).allowed);
    EXPECT_TRUE(limits.take_chat(ada, MonoTime(std::chrono::seconds(5))).allowed);
}

TEST(RateLimits, count_sockets_by_address_and_apart_from_all_else) {
    RateLimits limits({.requests = 1, .sockets = 2, .playback = 1});
    EXPECT_TRUE(limits.take_playback("192.0.2.1", {}).allowed);

    EXPECT_TRUE(limits.take_socket("192.0.2.1", {}).allowed);
    EXPECT_TRUE(limits.take_socket("192.0.2.1", {}).allowed);
    EXPECT_FALSE(limits.take_socket("192.0.2.1", {}).allowed);
    EXPECT_TRUE(limits.take_socket("192.0.2.2", {}).allowed);
}

}  // namespace

}  // namespace freshet::api
