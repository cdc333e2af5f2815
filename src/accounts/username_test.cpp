#include "accounts/username.hpp"

#include <gtest/gtest.h>

#include "accounts/rules.hpp"

namespace freshet::accounts {
namespace {

TEST(UsernameFrom, is_what_stands_before_the_at) {
    EXPECT_EQ(username_from("Ada@example.org", 0), "ada");
    EXPECT_EQ(username_from("ada.lovelace+tv@example.org", 0), "ada-lovelace-tv");
    EXPECT_EQ(username_from("ada@example.org", 1), "ada-2");
}

TEST(UsernameFrom, is_always_allowed) {
    for (const auto& local : {std::string("a"), std::string("admin"), std::string("root"),
                              std::string(64, 'x'), std::string("!#$")}) {
        for (const unsigned attempt : {0u, 1u, 999u}) {
            const auto name = username_from(local + "@example.org", attempt);
            const auto errors =
                check({.username = name, .email = "a@example.org", .password = "12345678"});
            EXPECT_TRUE(errors.empty()) << name;
        }
    }
}

}  // namespace
}  // namespace freshet::accounts
