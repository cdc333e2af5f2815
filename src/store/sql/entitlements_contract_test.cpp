#include <gtest/gtest.h>

#include "store/sql/entitlements_repository.hpp"
#include "store/sql/test_database.hpp"
#include "store/sql/test_people.hpp"

namespace freshet::sql {
namespace {

using test::run;

/// What every EntitlementRepository promises.
class EntitlementsContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    community::Entitlements of(UserId viewer) {
        return run(repository_.entitlements(viewer, ada_.channel));
    }

    test::TestDatabase opened_ = GetParam()();
    EntitlementsRepository repository_{*opened_.database};
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    test::Person eve_ = test::add_person(*opened_.database, "eve");
};

TEST_P(EntitlementsContract, an_owner_is_known_as_such) {
    EXPECT_TRUE(of(ada_.user).is_owner);
    EXPECT_FALSE(of(eve_.user).is_owner);
}

TEST_P(EntitlementsContract, a_follower_is_one_since_the_day_of_following) {
    EXPECT_FALSE(of(eve_.user).following_since.has_value());
    test::change(*opened_.database, "INSERT INTO follows VALUES ('" + to_string(eve_.user) +
                                        "', '" + to_string(ada_.user) + "', 1800000000123)");

    EXPECT_EQ(of(eve_.user).following_since, test::noon + std::chrono::milliseconds(123));
    EXPECT_TRUE(of(eve_.user).follows());
}

TEST_P(EntitlementsContract, nobody_has_any_in_a_channel_that_is_not_there) {
    const auto found = run(repository_.entitlements(ada_.user, ChannelId::make()));

    EXPECT_FALSE(found.follows());
    EXPECT_FALSE(found.subscribes());
}

TEST_P(EntitlementsContract, many_are_asked_about_at_once) {
    const auto bob = test::add_person(*opened_.database, "bob");
    test::change(*opened_.database, "INSERT INTO follows VALUES ('" + to_string(bob.user) + "', '" +
                                        to_string(ada_.user) + "', 1800000000123)");

    const std::vector asked{eve_.user, bob.user, ada_.user, UserId::make(), bob.user};
    const auto found = run(repository_.entitlements(asked, ada_.channel));

    ASSERT_EQ(found.size(), asked.size());
    EXPECT_FALSE(found[0].follows());
    EXPECT_EQ(found[1].following_since, test::noon + std::chrono::milliseconds(123));
    EXPECT_FALSE(found[1].is_owner);
    EXPECT_TRUE(found[2].is_owner);
    EXPECT_FALSE(found[3].follows());
    EXPECT_EQ(found[4].following_since, found[1].following_since);
    EXPECT_TRUE(run(repository_.entitlements(std::vector<UserId>(), ada_.channel)).empty());
    EXPECT_FALSE(run(repository_.entitlements(asked, ChannelId::make())).at(1).follows());
}

INSTANTIATE_TEST_SUITE_P(On, EntitlementsContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
