#include "accounts/recovery_codes.hpp"

#include <set>

#include <gtest/gtest.h>

namespace freshet::accounts {
namespace {

TEST(RecoveryCodes, are_ten_that_differ_and_can_be_read_aloud) {
    const auto codes = RecoveryCodes::make();

    EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 10u);
    for (const auto& code : codes) {
        ASSERT_EQ(code.size(), 19u) << code;
        EXPECT_EQ(code[4], '-');
        EXPECT_EQ(code[9], '-');
        EXPECT_EQ(code[14], '-');
    }
}

TEST(RecoveryCodes, are_known_however_they_are_typed) {
    const auto hash = RecoveryCodes::hash("abcd-efgh-2345-mnop");

    ASSERT_TRUE(hash);
    EXPECT_EQ(RecoveryCodes::hash(" ABCD efgh2345-mnop "), hash);
    EXPECT_NE(RecoveryCodes::hash("abcd-efgh-2345-mnoq"), hash);
}

TEST(RecoveryCodes, are_not_of_another_length) {
    EXPECT_FALSE(RecoveryCodes::hash(""));
    EXPECT_FALSE(RecoveryCodes::hash("123456"));
    EXPECT_FALSE(RecoveryCodes::hash("abcd-efgh-2345-mnopq"));
}

}  // namespace
}  // namespace freshet::accounts
