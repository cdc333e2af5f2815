#include "accounts/api_token.hpp"

#include <gtest/gtest.h>

namespace freshet::accounts {
namespace {

using enum TokenScope;

TEST(TokenScopes, allow_what_they_name_and_writing_allows_reading) {
    const TokenScopes scopes{media_write};

    EXPECT_TRUE(scopes.allows(media_write));
    EXPECT_TRUE(scopes.allows(media_read));
    EXPECT_FALSE(scopes.allows(streams_read));
    EXPECT_FALSE(scopes.allows(admin));
    EXPECT_FALSE(TokenScopes{media_read}.allows(media_write));
    EXPECT_FALSE(TokenScopes{admin}.allows(media_read));
    EXPECT_FALSE(TokenScopes().allows(streams_read));
}

TEST(TokenScopes, are_read_as_they_were_written) {
    const TokenScopes scopes{streams_read, media_write, admin};

    EXPECT_EQ(to_string(scopes), "media:write streams:read admin");
    EXPECT_EQ(token_scopes_from(to_string(scopes)), scopes);
    EXPECT_EQ(token_scopes_from(""), TokenScopes());
    EXPECT_FALSE(token_scopes_from("media:write media:delete"));
}

}  // namespace
}  // namespace freshet::accounts
