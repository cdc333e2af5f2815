#include "channels/playback_tokens.hpp"

#include <gtest/gtest.h>

namespace freshet::channels {
namespace {

using namespace std::chrono_literals;

constexpr WallTime noon{std::chrono::milliseconds(1'800'000'000'000)};

PlaybackClaims some_claims() {
    return {.stream = StreamId::make(),
            .viewer = UserId::make(),
            .session = SessionId::make(),
            .ground = Ground::follower,
            .expires_at = {}};
}

TEST(PlaybackTokens, say_what_was_claimed_and_when_it_expires) {
    const PlaybackTokens tokens(SecretText("a secret"), 5min);
    auto claims = some_claims();

    const auto read = tokens.read(tokens.issue(claims, noon));

    claims.expires_at = noon + 5min;
    EXPECT_EQ(read, claims);
}

TEST(PlaybackTokens, are_fit_for_a_path_and_a_query) {
    const PlaybackTokens tokens(SecretText("a secret"));
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    const auto token = tokens.issue(some_claims(), noon);

    EXPECT_EQ(token.find_first_not_of(letters), std::string::npos) << token;
    EXPECT_LT(token.size(), 128u);
}

TEST(PlaybackTokens, are_refused_with_any_letter_changed_or_missing) {
    const PlaybackTokens tokens(SecretText("a secret"));
    const auto token = tokens.issue(some_claims(), noon);
    for (std::size_t i = 0; i < token.size(); ++i) {
        auto forged = token;
        forged[i] = forged[i] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(tokens.read(forged)) << i;
        EXPECT_FALSE(tokens.read(token.substr(0, i))) << i;
    }
    EXPECT_FALSE(tokens.read(token + "A"));
}

TEST(PlaybackTokens, of_another_secret_say_nothing) {
    const PlaybackTokens tokens(SecretText("a secret"));
    const PlaybackTokens others(SecretText("another secret"));

    EXPECT_FALSE(tokens.read(others.issue(some_claims(), noon)));
}

}  // namespace
}  // namespace freshet::channels
