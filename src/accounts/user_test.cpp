#include "accounts/user.hpp"

#include <gtest/gtest.h>

namespace freshet::accounts {
namespace {

TEST(Role, has_a_word_that_is_read_again) {
    for (const auto role : {Role::user, Role::moderator, Role::admin})
        EXPECT_EQ(role_from(to_string(role)), role);
    EXPECT_EQ(to_string(Role::moderator), "moderator");
    EXPECT_FALSE(role_from("root"));
}

}  // namespace
}  // namespace freshet::accounts
