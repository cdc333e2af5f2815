#include "base/token_buckets.hpp"

#include <gtest/gtest.h>

namespace freshet {

namespace {

using namespace std::chrono_literals;

constexpr MonoTime start{};

TEST(TokenBuckets, allow_a_burst_and_then_refuse) {
    TokenBuckets buckets({.burst = 3, .window = 60s});

    EXPECT_EQ(buckets.take("ada", start).remaining, 2u);
    EXPECT_EQ(buckets.take("ada", start).remaining, 1u);
    const auto last = buckets.take("ada", start);
    const auto refused = buckets.take("ada", start);

    EXPECT_TRUE(last.allowed);
    EXPECT_EQ(last.remaining, 0u);
    EXPECT_EQ(last.limit, 3u);
    EXPECT_EQ(last.reset, 60s);
    EXPECT_FALSE(refused.allowed);
    EXPECT_EQ(refused.retry_after, 20s);
}

TEST(TokenBuckets, give_tokens_back_evenly) {
    TokenBuckets buckets({.burst = 3, .window = 60s});
    for (int i = 0; i < 3; ++i) (void)buckets.take("ada", start);

    EXPECT_FALSE(buckets.take("ada", start + 19s).allowed);
    EXPECT_TRUE(buckets.take("ada", start + 20s).allowed);
    EXPECT_FALSE(buckets.take("ada", start + 21s).allowed);
}

TEST(TokenBuckets, take_back_what_cost_nothing) {
    TokenBuckets buckets({.burst = 1, .window = 60s});
    (void)buckets.take("ada", start);
    EXPECT_FALSE(buckets.peek("ada", start).allowed);

    buckets.give_back("ada");
    buckets.give_back("nobody");

    EXPECT_TRUE(buckets.peek("ada", start).allowed);
    EXPECT_TRUE(buckets.take("ada", start).allowed);
    EXPECT_FALSE(buckets.take("ada", start).allowed);
}

TEST(TokenBuckets, tell_without_taking) {
    TokenBuckets buckets({.burst = 1, .window = 60s});

    EXPECT_TRUE(buckets.peek("ada", start).allowed);
    EXPECT_TRUE(buckets.peek("ada", start).allowed);

    EXPECT_EQ(buckets.size(), 0u);
    EXPECT_TRUE(TokenBuckets({.burst = 0}).peek("ada", start).allowed);
}

TEST(TokenBuckets, are_never_fuller_than_full) {
    TokenBuckets buckets({.burst = 2, .window = 60s});
    (void)buckets.take("ada", start);

    const auto later = start + 24h;

    EXPECT_EQ(buckets.take("ada", later).remaining, 1u);
    EXPECT_EQ(buckets.take("ada", later).remaining, 0u);
    EXPECT_FALSE(buckets.take("ada", later).allowed);
}

TEST(TokenBuckets, keep_one_key_from_spending_what_is_another_s) {
    TokenBuckets buckets({.burst = 1, .window = 60s});

    EXPECT_TRUE(buckets.take("ada", start).allowed);
    EXPECT_TRUE(buckets.take("bob", start).allowed);
    EXPECT_FALSE(buckets.take("ada", start).allowed);
}

TEST(TokenBuckets, are_off_when_the_burst_is_zero) {
    TokenBuckets buckets({.burst = 0, .window = 60s});

    for (int i = 0; i < 1000; ++i) EXPECT_TRUE(buckets.take("ada", start).allowed);
    EXPECT_EQ(buckets.take("ada", start).limit, 0u);
    EXPECT_EQ(buckets.size(), 0u);
}

TEST(TokenBuckets, forget_the_quietest_key_rather_than_grow) {
    TokenBuckets buckets({.burst = 1, .window = 60s, .keys_max = 2});
    (void)buckets.take("ada", start);
    (void)buckets.take("bob", start);
    EXPECT_FALSE(buckets.take("ada", start).allowed);

    (void)buckets.take("eve", start);

    EXPECT_EQ(buckets.size(), 2u);
    EXPECT_FALSE(buckets.take("ada", start).allowed);
    EXPECT_TRUE(buckets.take("bob", start).allowed);
}

TEST(TokenBuckets, forget_buckets_that_are_full_again) {
    TokenBuckets buckets({.burst = 1, .window = 60s});
    for (int i = 0; i < 100; ++i) (void)buckets.take(std::to_string(i), start);

    (void)buckets.take("ada", start + 60s);

    EXPECT_EQ(buckets.size(), 1u);
}

}  // namespace

}  // namespace freshet
