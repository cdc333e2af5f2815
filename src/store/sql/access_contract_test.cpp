#include <gtest/gtest.h>

#include "store/sql/access_repository.hpp"
#include "store/sql/removals_repository.hpp"
#include "store/sql/test_database.hpp"
#include "store/sql/test_people.hpp"

namespace freshet::sql {
namespace {

using channels::Standing;
using channels::Watcher;
using namespace std::chrono_literals;
using test::noon;
using test::run;

/// What every AccessRepository promises of those who watch.
class AccessContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    SessionId sign_in(const test::Person& person) {
        const auto id = SessionId::make();
        change(
            "INSERT INTO sessions (id, user_id, ip, user_agent, generation, refresh_hash, "
            "former_refresh_hash, rotated_at, created_at, expires_at) VALUES ('" +
            to_string(id) + "', '" + to_string(person.user) + "', '', '', 0, '', '', 0, 0, " +
            std::to_string((noon + 1h).time_since_epoch().count()) + ")");
        return id;
    }

    void change(const std::string& text) { test::change(*opened_.database, text); }

    std::vector<Standing> of(std::vector<Watcher> watchers, WallTime now = noon) {
        return run(rows_.standings(std::move(watchers), now));
    }
    Standing of(const Watcher& watcher) { return of(std::vector{watcher}).at(0); }

    test::TestDatabase opened_ = GetParam()();
    AccessRepository rows_{*opened_.database};
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    test::Person eve_ = test::add_person(*opened_.database, "eve");
    Watcher eve_at_adas_{.user = eve_.user, .session = {}, .channel = ada_.channel};
};

TEST_P(AccessContract, each_watcher_has_a_standing_of_its_own_in_the_order_of_the_question) {
    const auto joe = test::add_person(*opened_.database, "joe");
    change("INSERT INTO follows VALUES ('" + to_string(eve_.user) + "', '" + to_string(ada_.user) +
           "', 1)");
    change("UPDATE users SET role = 'moderator' WHERE username = 'joe'");
    const Watcher joe_at_adas{.user = joe.user, .session = {}, .channel = ada_.channel};
    const Watcher eve_at_joes{.user = eve_.user, .session = {}, .channel = joe.channel};
    const Watcher nobody{.user = UserId::make(), .session = {}, .channel = ada_.channel};

    const auto found = of({nobody, eve_at_adas_, joe_at_adas, eve_at_joes, eve_at_adas_});

    const Standing follower{.is_member = true, .follows = true};
    const Standing staff{.is_member = true, .is_staff = true};
    EXPECT_EQ(found,
              (std::vector{Standing{}, follower, staff, Standing{.is_member = true}, follower}));
    EXPECT_TRUE(of(std::vector<Watcher>()).empty());
}

TEST_P(AccessContract, who_is_disabled_or_gone_is_no_member) {
    EXPECT_TRUE(of(eve_at_adas_).is_member);
    change("UPDATE users SET is_active = 0 WHERE username = 'eve'");
    EXPECT_EQ(of(eve_at_adas_), Standing{});
    change("UPDATE users SET is_active = 1");
    ASSERT_TRUE(run(RemovalsRepository(*opened_.database).remove(eve_.user, noon)));
    EXPECT_EQ(of(eve_at_adas_), Standing{});
}

TEST_P(AccessContract, a_sign_in_that_is_over_or_of_somebody_else_makes_no_member) {
    auto watcher = eve_at_adas_;
    watcher.session = sign_in(eve_);
    EXPECT_TRUE(of(watcher).is_member);
    EXPECT_FALSE(of({watcher}, noon + 1h).at(0).is_member) << "it has expired";
    change("UPDATE sessions SET revoked_at = 1");
    EXPECT_FALSE(of(watcher).is_member) << "it was revoked";
    watcher.session = sign_in(ada_);
    EXPECT_FALSE(of(watcher).is_member) << "it is another's";
    watcher.session = SessionId::make();
    EXPECT_FALSE(of(watcher).is_member) << "there is none";
}

TEST_P(AccessContract, a_subscription_counts_while_it_is_in_force) {
    const auto text = [](WallTime time) { return std::to_string(time.time_since_epoch().count()); };
    change(
        "INSERT INTO subscriptions (id, user_id, streamer_id, tier, method, provider, "
        "checkout_ref, checkout_url, subscription_ref, customer_ref, created_at, standing, "
        "cancels_at_end, status, in_force_until, must_end) VALUES ('" +
        to_string(SubscriptionId::make()) + "', '" + to_string(eve_.user) + "', '" +
        to_string(ada_.user) + "', 'pro', 'card', 'fake', '', '', '', '', 1, 'active', 0, " +
        "'active', " + text(noon + 1h) + ", 0)");

    EXPECT_EQ(of(eve_at_adas_), (Standing{.is_member = true, .subscribes = true}));
    EXPECT_FALSE(of({eve_at_adas_}, noon + 1h).at(0).subscribes);
    change("UPDATE subscriptions SET status = 'refunded'");
    EXPECT_FALSE(of(eve_at_adas_).subscribes);
}

INSTANTIATE_TEST_SUITE_P(On, AccessContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
