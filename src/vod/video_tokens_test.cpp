#include "vod/video_tokens.hpp"

#include <gtest/gtest.h>

#include "base/encoding.hpp"

namespace freshet::vod {
namespace {

using namespace std::chrono_literals;

constexpr WallTime noon{std::chrono::milliseconds(1'800'000'000'000)};

VideoClaims claims() {
    return {.video = VideoId::make(),
            .viewer = UserId::make(),
            .session = SessionId::make(),
            .ground = Ground::link,
            .access_epoch = 7,
            .expires_at = noon};
}

TEST(VideoTokens, say_what_was_signed) {
    const VideoTokens tokens(SecretText("a secret"));
    const auto signed_claims = claims();

    EXPECT_EQ(tokens.read(tokens.issue(signed_claims)), signed_claims);
}

TEST(VideoTokens, of_which_one_bit_is_another_say_nothing) {
    const VideoTokens tokens(SecretText("a secret"));
    const auto bytes = from_base64url(tokens.issue(claims())).value();

    for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
        auto forged = bytes;
        forged[i / 8] ^= std::byte(1 << i % 8);
        EXPECT_FALSE(tokens.read(to_base64url(forged))) << i;
    }
}

TEST(VideoTokens, of_another_secret_or_size_say_nothing) {
    const VideoTokens tokens(SecretText("a secret"));
    const auto token = tokens.issue(claims());

    EXPECT_FALSE(VideoTokens(SecretText("another")).read(token));
    EXPECT_FALSE(tokens.read(""));
    EXPECT_FALSE(tokens.read(token + "A"));
    EXPECT_FALSE(tokens.read(std::string_view(token).substr(1)));
    EXPECT_FALSE(tokens.read(std::string(token.size(), '/')));
}

TEST(VideoTokens, live_for_the_video_and_six_hours_but_no_longer_than_the_link) {
    EXPECT_EQ(expiry_of(90min, {}, noon), noon + 7h + 30min);
    EXPECT_EQ(expiry_of(90min, noon + 1h, noon), noon + 1h);
    EXPECT_EQ(expiry_of(90min, noon + 100h, noon), noon + 7h + 30min);
}

}  // namespace
}  // namespace freshet::vod
