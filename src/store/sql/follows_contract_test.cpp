#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "channels/channels.hpp"
#include "community/error.hpp"
#include "community/follows.hpp"
#include "store/sql/channels_repository.hpp"
#include "store/sql/follows_repository.hpp"
#include "store/sql/removals_repository.hpp"
#include "store/sql/streams_repository.hpp"
#include "store/sql/test_database.hpp"
#include "store/sql/test_people.hpp"

namespace freshet::sql {
namespace {

using community::Errc;
using namespace std::chrono_literals;
using test::run;

/// What every FollowRepository promises, seen through the class that uses it.
class FollowsContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    auto follow(UserId follower, UserId streamer) {
        return run(follows_.follow({.follower = follower, .streamer = streamer}));
    }

    void disable(UserId user) {
        test::change(*opened_.database,
                     "UPDATE users SET is_active = 0 WHERE id = '" + to_string(user) + "'");
    }

    WallTime now_ = test::noon;
    test::TestDatabase opened_ = GetParam()();
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    test::Person eve_ = test::add_person(*opened_.database, "eve");
    test::Person bob_ = test::add_person(*opened_.database, "bob");
    FollowsRepository repository_{*opened_.database};
    EventBus events_;
    community::Follows follows_{repository_, events_, [this] { return now_; }};
};

TEST_P(FollowsContract, to_follow_twice_is_to_follow_once_since_the_first_time) {
    const auto first = follow(eve_.user, ada_.user);
    now_ += 1h;
    const auto second = follow(eve_.user, ada_.user);

    ASSERT_TRUE(first && second);
    EXPECT_EQ(second->follower_count, 1u);
    EXPECT_EQ(second->following_since, test::noon);
}

TEST_P(FollowsContract, who_is_followed_is_told_the_first_time) {
    std::vector<FollowBegan> told;
    const auto ear = events_.listen([&](const Event& event) {
        if (const auto* began = std::get_if<FollowBegan>(&event)) told.push_back(*began);
    });

    (void)follow(eve_.user, ada_.user);
    (void)follow(eve_.user, ada_.user);

    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].follower, eve_.user);
    EXPECT_EQ(told[0].username, "eve");
    EXPECT_EQ(told[0].streamer, ada_.user);
}

TEST_P(FollowsContract, nobody_follows_themselves_or_who_is_not_there) {
    disable(bob_.user);

    EXPECT_EQ(error_of(follow(ada_.user, ada_.user)), Errc::follows_self);
    EXPECT_EQ(error_of(follow(ada_.user, bob_.user)), Errc::user_not_found);
    EXPECT_EQ(error_of(follow(ada_.user, UserId::make())), Errc::user_not_found);
}

TEST_P(FollowsContract, who_was_disabled_since_cannot_be_followed_again) {
    (void)follow(ada_.user, bob_.user);
    disable(bob_.user);

    EXPECT_EQ(error_of(follow(ada_.user, bob_.user)), Errc::user_not_found);
}

TEST_P(FollowsContract, to_unfollow_leaves_the_others) {
    (void)follow(eve_.user, ada_.user);
    (void)follow(bob_.user, ada_.user);

    const community::Follow of_eve{.follower = eve_.user, .streamer = ada_.user};
    for (int i = 0; i < 2; ++i) {
        const auto standing = run(follows_.unfollow(of_eve));
        EXPECT_EQ(standing.follower_count, 1u);
        EXPECT_FALSE(standing.following_since);
    }
    EXPECT_EQ(run(follows_.standing(ada_.user, bob_.user)).following_since, test::noon);
    EXPECT_FALSE(run(follows_.standing(ada_.user, std::nullopt)).following_since);
}

TEST_P(FollowsContract, lists_have_the_newest_first_and_no_disabled_users) {
    (void)follow(eve_.user, ada_.user);
    now_ += 1s;
    (void)follow(bob_.user, ada_.user);
    (void)follow(bob_.user, eve_.user);

    const auto first = run(follows_.followers_of(ada_.user, {.number = 1, .limit = 1}));
    const auto second = run(follows_.followers_of(ada_.user, {.number = 2, .limit = 1}));
    disable(eve_.user);
    const auto without = run(follows_.followers_of(ada_.user, {}));
    const auto followed = run(follows_.followed_by(bob_.user, {}));

    EXPECT_EQ(first.total, 2u);
    ASSERT_EQ(first.items.size(), 1u);
    EXPECT_EQ(first.items[0], (community::Followed{.user = bob_.user,
                                                   .username = "bob",
                                                   .display_name = "bob",
                                                   .avatar_url = {},
                                                   .since = now_}));
    ASSERT_EQ(second.items.size(), 1u);
    EXPECT_EQ(second.items[0].user, eve_.user);
    EXPECT_EQ(second.items[0].follower_count, 1u);
    EXPECT_EQ(without.total, 1u);
    ASSERT_EQ(followed.items.size(), 1u);
    EXPECT_EQ(followed.items[0].user, ada_.user);
    EXPECT_EQ(followed.items[0].follower_count, 2u);
}

TEST_P(FollowsContract, of_some_users_those_who_follow_are_found) {
    (void)follow(eve_.user, ada_.user);
    (void)follow(bob_.user, eve_.user);

    EXPECT_EQ(run(repository_.followers_among(ada_.user, {bob_.user, eve_.user, ada_.user})),
              std::vector{eve_.user});
    EXPECT_TRUE(run(repository_.followers_among(ada_.user, {bob_.user})).empty());
    EXPECT_TRUE(run(repository_.followers_among(ada_.user, {})).empty());
}

TEST_P(FollowsContract, who_has_left_is_in_no_list_and_no_count) {
    ASSERT_TRUE(follow(eve_.user, ada_.user));
    ASSERT_TRUE(follow(bob_.user, ada_.user));
    ASSERT_TRUE(follow(eve_.user, bob_.user));
    RemovalsRepository removals(*opened_.database);
    ASSERT_TRUE(run(removals.remove(bob_.user, now_)));

    EXPECT_EQ(run(repository_.followers_of(ada_.user, {})).total, 1u);
    EXPECT_EQ(run(repository_.followed_by(eve_.user, {})).total, 1u);
    const auto standing = run(repository_.standing({.follower = eve_.user, .streamer = ada_.user}));
    EXPECT_EQ(standing.follower_count, 1u);
    EXPECT_EQ(error_of(follow(eve_.user, bob_.user)), Errc::user_not_found);
}

TEST_P(FollowsContract, a_channel_knows_how_many_follow_its_owner) {
    ChannelsRepository channels(*opened_.database);
    (void)follow(eve_.user, ada_.user);
    (void)follow(bob_.user, ada_.user);

    EXPECT_EQ(run(channels.find(ada_.channel))->follower_count, 2u);
    EXPECT_EQ(run(channels.find(eve_.channel))->follower_count, 0u);
    EXPECT_EQ(run(channels.owned_by(ada_.user, {})).items.at(0).follower_count, 2u);
}

TEST_P(FollowsContract, streams_can_be_listed_of_those_whom_one_follows) {
    StreamsRepository streams(*opened_.database);
    (void)run(streams.open(ada_.channel, now_, now_ - 1min));
    (void)run(streams.open(bob_.channel, now_, now_ - 1min));
    (void)follow(eve_.user, ada_.user);

    const auto of_eve = run(streams.list({.text = "A", .followed_by = eve_.user}, {}));
    const auto of_bob = run(streams.list({.followed_by = bob_.user}, {}));

    ASSERT_EQ(of_eve.items.size(), 1u);
    EXPECT_EQ(of_eve.total, 1u);
    EXPECT_EQ(of_eve.items[0].owner, ada_.user);
    EXPECT_TRUE(of_bob.items.empty());
}

INSTANTIATE_TEST_SUITE_P(On, FollowsContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
