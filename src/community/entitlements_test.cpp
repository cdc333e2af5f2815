#include "community/entitlements.hpp"

#include <gtest/gtest.h>

namespace freshet::community {
namespace {

TEST(Entitlements, each_tier_has_all_of_the_one_before) {
    const Entitlements visitor;
    const Entitlements basic{.tier = Tier::basic};
    const Entitlements pro{.tier = Tier::pro};
    const Entitlements premium{.tier = Tier::premium};

    EXPECT_FALSE(visitor.has_no_ads());
    EXPECT_FALSE(visitor.subscribes());
    EXPECT_TRUE(basic.has_no_ads());
    EXPECT_FALSE(basic.has_badge());
    EXPECT_TRUE(pro.is_exempt_from_slow_mode());
    EXPECT_TRUE(pro.has_exclusive_emotes());
    EXPECT_FALSE(pro.has_priority());
    EXPECT_TRUE(premium.has_badge());
    EXPECT_TRUE(premium.sees_exclusive_content());
}

TEST(Entitlements, an_owner_may_all_of_it) {
    const Entitlements owner{.is_owner = true};

    EXPECT_TRUE(owner.follows());
    EXPECT_TRUE(owner.subscribes());
    EXPECT_TRUE(owner.has_priority());
}

TEST(Tier, goes_by_the_words_of_the_rows) {
    for (const auto tier : {Tier::basic, Tier::pro, Tier::premium}) {
        EXPECT_EQ(tier_from(to_string(tier)), tier);
    }
    EXPECT_FALSE(tier_from("gold").has_value());
}

}  // namespace
}  // namespace freshet::community
