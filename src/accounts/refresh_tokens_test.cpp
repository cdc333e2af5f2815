#include "accounts/refresh_tokens.hpp"

#include <gtest/gtest.h>

#include "accounts/error.hpp"
#include "base/testing/error_of.hpp"

namespace freshet::accounts {
namespace {

const RefreshTokens tokens{SecretText("a secret")};

TEST(RefreshTokens, read_what_they_made) {
    const auto session = SessionId::make();
    const auto token = tokens.make(session, 7);

    const auto read = tokens.read(token);

    ASSERT_TRUE(read);
    EXPECT_EQ(read->session, session);
    EXPECT_EQ(read->presented.generation, 7u);
    EXPECT_EQ(read->presented.hash, RefreshTokens::hash(token));
}

TEST(RefreshTokens, are_the_same_again_and_differ_by_session_generation_and_secret) {
    const auto session = SessionId::make();
    const RefreshTokens others(SecretText("another secret"));

    EXPECT_EQ(tokens.make(session, 1), tokens.make(session, 1));
    EXPECT_NE(tokens.make(session, 1), tokens.make(session, 2));
    EXPECT_NE(tokens.make(session, 1), tokens.make(SessionId::make(), 1));
    EXPECT_NE(tokens.make(session, 1), others.make(session, 1));
}

TEST(RefreshTokens, refuse_a_token_with_any_letter_changed_left_out_or_added) {
    const auto token = tokens.make(SessionId::make(), 1);
    for (std::size_t i = 0; i < token.size(); ++i) {
        auto changed = token;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        auto shortened = token;
        shortened.erase(i, 1);

        EXPECT_EQ(error_of(tokens.read(changed)), Errc::token_invalid) << i;
        EXPECT_EQ(error_of(tokens.read(shortened)), Errc::token_invalid) << i;
    }
    EXPECT_EQ(error_of(tokens.read(token + "A")), Errc::token_invalid);
    EXPECT_EQ(error_of(tokens.read("")), Errc::token_invalid);
}

TEST(RefreshTokens, are_kept_as_their_sha256) {
    EXPECT_EQ(RefreshTokens::hash("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace freshet::accounts
