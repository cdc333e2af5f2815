#include "site/webhooks.hpp"

#include <gtest/gtest.h>

namespace freshet::site {
namespace {

using namespace std::chrono_literals;

constexpr WallTime noon{1'800'000'000'123ms};

Delivery delivery(std::uint32_t attempts = 0) {
    return {.id = *DeliveryId::parse("0190163d-8694-739b-aea5-966c26f8ad91"),
            .event = "publish",
            .body = R"({"event":"publish"})",
            .attempts = attempts,
            .created_at = noon};
}

TEST(Webhooks, a_signature_is_what_others_compute_as_well) {
    const auto sent = sign(delivery(), SecretText("sixteen characters"), noon);

    EXPECT_EQ(sent.id, "0190163d-8694-739b-aea5-966c26f8ad91");
    EXPECT_EQ(sent.timestamp, "1800000000");
    // printf '1800000000.{"event":"publish"}' | openssl dgst -sha256 -hmac 'sixteen characters'
    EXPECT_EQ(sent.signature,
              "v1=b5b446d771835edad14aa3fbfc64c0685d825cc5bb1af1283342723879c60749");
}

TEST(Webhooks, a_signature_is_of_its_time) {
    const SecretText secret("sixteen characters");
    EXPECT_NE(sign(delivery(), secret, noon).signature,
              sign(delivery(), secret, noon + 1s).signature);
}

TEST(Webhooks, attempts_become_rarer_and_end_after_a_day) {
    const Retries retries;

    EXPECT_EQ(retries.next(delivery(0), noon), noon + 1s);
    EXPECT_EQ(retries.next(delivery(1), noon), noon + 2s);
    EXPECT_EQ(retries.next(delivery(10), noon), noon + 1024s);
    EXPECT_EQ(retries.next(delivery(12), noon), noon + 1h);
    EXPECT_EQ(retries.next(delivery(4'000'000'000), noon), noon + 1h);
    EXPECT_EQ(retries.next(delivery(12), noon + 24h - 1ms), noon + 25h - 1ms);
    EXPECT_EQ(retries.next(delivery(12), noon + 24h), std::nullopt);
}

}  // namespace
}  // namespace freshet::site
