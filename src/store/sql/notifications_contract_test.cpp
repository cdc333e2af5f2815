#include <set>

#include <gtest/gtest.h>

#include "community/notifications.hpp"
#include "store/sql/follows_repository.hpp"
#include "store/sql/notifications_repository.hpp"
#include "store/sql/test_database.hpp"
#include "store/sql/test_people.hpp"

namespace freshet::sql {
namespace {

using community::Notification;
using community::NotificationKind;
using namespace std::chrono_literals;
using test::run;

/// What every NotificationRepository promises, seen through the class that uses it.
class NotificationsContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    void follow(const test::Person& follower) {
        (void)run(follows_.follow({.follower = follower.user, .streamer = ada_.user}, now_));
    }

    StreamStarted started() {
        return {.stream = StreamId::make(),
                .channel = ada_.channel,
                .streamer = ada_.user,
                .username = "ada",
                .title = "Ada paints \"\u00e9\"",
                .is_public = true,
                .at = now_};
    }

    FollowBegan eve_follows() {
        return {.follower = eve_.user, .username = "eve", .streamer = ada_.user, .at = now_};
    }

    std::vector<Notification> of(const test::Person& person) {
        return run(notifications_.list({.recipient = person.user})).items;
    }
    std::uint64_t unread(const test::Person& person) {
        return run(notifications_.unread(person.user));
    }

    WallTime now_ = test::noon;
    test::TestDatabase opened_ = GetParam()();
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    test::Person eve_ = test::add_person(*opened_.database, "eve");
    test::Person bob_ = test::add_person(*opened_.database, "bob");
    FollowsRepository follows_{*opened_.database};
    NotificationsRepository repository_{*opened_.database};
    EventBus events_;
    std::vector<NotificationMade> made_;
    EventBus::Listener ear_ = events_.listen([this](const Event& event) {
        if (const auto* made = std::get_if<NotificationMade>(&event)) made_.push_back(*made);
    });
    community::Notifications notifications_{
        {.batch = 2}, repository_, events_, [this] { return now_; }};
};

TEST_P(NotificationsContract, followers_are_told_of_a_stream_and_nobody_else) {
    follow(eve_);
    const auto stream = started();

    run(notifications_.tell(stream));

    const auto told = of(eve_);
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].kind, NotificationKind::stream_started);
    EXPECT_EQ(*told[0].facts.stream_id, stream.stream);
    EXPECT_EQ(*told[0].facts.title, stream.title);
    EXPECT_FALSE(told[0].facts.tier);
    EXPECT_EQ(told[0].created_at, now_);
    EXPECT_FALSE(told[0].read_at);
    EXPECT_TRUE(of(bob_).empty());
    EXPECT_TRUE(of(ada_).empty());
    ASSERT_EQ(made_.size(), 1u);
    EXPECT_EQ(made_[0].notification, told[0].id);
    EXPECT_EQ(made_[0].recipient, eve_.user);
    EXPECT_EQ(made_[0].kind, "stream_started");
    EXPECT_NE(made_[0].data.find(R"("streamer":"ada")"), std::string::npos) << made_[0].data;
}

TEST_P(NotificationsContract, however_many_follow_each_is_told_once) {
    std::vector<test::Person> crowd{eve_, bob_};
    for (const auto* name : {"c1", "c2", "c3"}) {
        crowd.push_back(test::add_person(*opened_.database, name));
    }
    for (const auto& each : crowd) follow(each);  // In the same millisecond, in batches of two.
    const auto stream = started();

    run(notifications_.tell(stream));
    run(notifications_.tell(stream));

    std::set<UserId> recipients;
    for (const auto& made : made_) recipients.insert(made.recipient);
    EXPECT_EQ(made_.size(), crowd.size());
    EXPECT_EQ(recipients.size(), crowd.size());
    for (const auto& each : crowd) EXPECT_EQ(of(each).size(), 1u);
}

TEST_P(NotificationsContract,
       nobody_is_told_of_a_stream_that_is_not_public_nor_is_who_is_disabled) {
    follow(eve_);
    follow(bob_);
    test::change(*opened_.database,
                 "UPDATE users SET is_active = 0 WHERE id = '" + to_string(bob_.user) + "'");
    auto hidden = started();
    hidden.is_public = false;

    run(notifications_.tell(hidden));
    EXPECT_TRUE(of(eve_).empty());
    run(notifications_.tell(started()));

    EXPECT_EQ(of(eve_).size(), 1u);
    EXPECT_TRUE(of(bob_).empty());
}

TEST_P(NotificationsContract, who_follows_again_within_a_day_is_told_of_once) {
    run(notifications_.tell(eve_follows()));
    (void)run(notifications_.mark({.recipient = ada_.user}));
    now_ += 24h - 1ms;
    run(notifications_.tell(eve_follows()));
    EXPECT_EQ(unread(ada_), 0u);

    now_ += 1ms;
    run(notifications_.tell(eve_follows()));

    const auto told = of(ada_);
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].kind, NotificationKind::new_follower);
    EXPECT_EQ(*told[0].facts.user, "eve");
    EXPECT_EQ(told[0].created_at, now_);
    EXPECT_EQ(unread(ada_), 1u);
    EXPECT_EQ(made_.size(), 2u);
}

TEST_P(NotificationsContract, a_streamer_is_told_of_a_subscriber) {
    run(notifications_.tell(SubscriptionBegan{.subscription = SubscriptionId::make(),
                                              .subscriber = eve_.user,
                                              .username = "eve",
                                              .streamer = ada_.user,
                                              .tier = "pro",
                                              .at = now_}));

    const auto told = of(ada_);
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].kind, NotificationKind::new_subscriber);
    EXPECT_EQ(*told[0].facts.tier, "pro");
}

TEST_P(NotificationsContract, a_list_goes_on_where_it_ended) {
    follow(eve_);
    for (int i = 0; i < 5; ++i) run(notifications_.tell(started()));
    const auto all = of(eve_);
    ASSERT_EQ(all.size(), 5u);

    const auto first = run(notifications_.list({.recipient = eve_.user, .limit = 3}));
    const auto second = run(
        notifications_.list({.recipient = eve_.user, .before = first.items.back().id, .limit = 3}));

    EXPECT_TRUE(first.has_more);
    EXPECT_EQ(first.unread, 5u);
    EXPECT_EQ(first.items.front().id, all.front().id);
    EXPECT_GT(all[0].id, all[1].id);
    EXPECT_FALSE(second.has_more);
    ASSERT_EQ(second.items.size(), 2u);
    EXPECT_EQ(second.items.back().id, all.back().id);
}

TEST_P(NotificationsContract, one_marks_one_s_own_and_no_others) {
    follow(eve_);
    follow(bob_);
    for (int i = 0; i < 3; ++i) run(notifications_.tell(started()));
    const std::vector ids{of(eve_)[0].id, of(bob_)[0].id};

    EXPECT_EQ(run(notifications_.mark({.recipient = eve_.user, .ids = ids})), 2u);
    EXPECT_EQ(of(eve_)[0].read_at, now_);
    EXPECT_EQ(unread(bob_), 3u);
    EXPECT_EQ(run(notifications_.list({.recipient = eve_.user, .unread_only = true})).items.size(),
              2u);
    EXPECT_EQ(run(notifications_.mark({.recipient = eve_.user})), 0u);
    EXPECT_EQ(run(notifications_.mark({.recipient = eve_.user, .ids = ids, .read = false})), 1u);
    EXPECT_EQ(
        run(notifications_.mark({.recipient = eve_.user, .ids = std::vector<NotificationId>{}})),
        1u);
    EXPECT_EQ(unread(bob_), 3u);
}

INSTANTIATE_TEST_SUITE_P(On, NotificationsContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
