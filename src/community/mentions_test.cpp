#include "community/mentions.hpp"

#include <gtest/gtest.h>

namespace freshet::community {
namespace {

using Names = std::vector<std::string>;

TEST(Mentions, are_the_names_after_an_at_as_they_are_written) {
    EXPECT_EQ(mentions_in("@ada and (@Ben), @eve_2-x!"), (Names{"ada", "Ben", "eve_2-x"}));
    EXPECT_EQ(mentions_in("@ada @ADA @ada"), Names{"ada"});
}

TEST(Mentions, are_no_addresses_and_nothing_that_is_no_name) {
    EXPECT_TRUE(mentions_in("ada@example.org").empty());
    EXPECT_TRUE(mentions_in("@ @ab @@").empty());
    EXPECT_TRUE(mentions_in("@" + std::string(51, 'a')).empty());
    EXPECT_TRUE(mentions_in("").empty());
}

TEST(Mentions, are_at_most_twenty) {
    std::string text;
    for (int i = 0; i < 30; ++i) text += "@user" + std::to_string(i) + " ";
    EXPECT_EQ(mentions_in(text).size(), 20U);
}

}  // namespace
}  // namespace freshet::community
