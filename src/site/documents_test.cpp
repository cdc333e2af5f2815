#include "site/documents.hpp"

#include <set>

#include <gtest/gtest.h>

namespace freshet::site {
namespace {

TEST(Documents, terms_privacy_and_rules_come_with_the_program) {
    std::set<std::string_view> slugs;
    for (const auto& [slug, title, body] : standard_documents()) {
        slugs.insert(slug);
        EXPECT_TRUE(is_slug(slug));
        EXPECT_FALSE(title.empty()) << slug;
        EXPECT_GT(body.size(), 1000u) << slug;
        EXPECT_LT(body.size(), Documents::body_max) << slug;
        EXPECT_FALSE(body.starts_with("#")) << slug << ": the title stands apart";
    }
    EXPECT_EQ(slugs, (std::set<std::string_view>{"privacy", "rules", "terms"}));
}

TEST(Documents, names_in_addresses_are_plain) {
    for (const auto* good : {"terms", "dmca-2026", "a"}) EXPECT_TRUE(is_slug(good)) << good;
    for (const auto* bad : {"", "Terms", "a b", "-a", "a-", "a/b", "\xc3\xa9"}) {
        EXPECT_FALSE(is_slug(bad)) << bad;
    }
    EXPECT_FALSE(is_slug(std::string(65, 'a')));
    for (const auto* good : {"en", "vi", "fil"}) EXPECT_TRUE(is_language(good)) << good;
    for (const auto* bad : {"", "e", "EN", "en-GB", "e1"}) EXPECT_FALSE(is_language(bad)) << bad;
}

}  // namespace
}  // namespace freshet::site
