#include "channels/access.hpp"

#include <gtest/gtest.h>

namespace freshet::channels {
namespace {

Access access(Visibility visibility, Audience audience = Audience::everyone) {
    return {.channel = {}, .owner = {}, .visibility = visibility, .audience = audience};
}

TEST(Access, asks_for_the_least_ground_that_its_visibility_and_audience_need) {
    using enum Visibility;
    EXPECT_EQ(access(public_).least_ground(), Ground::none);
    EXPECT_EQ(access(unlisted).least_ground(), Ground::link);
    EXPECT_EQ(access(public_, Audience::followers).least_ground(), Ground::follower);
    EXPECT_EQ(access(unlisted, Audience::subscribers).least_ground(), Ground::subscriber);
    EXPECT_EQ(access(private_).least_ground(), Ground::owner);
    EXPECT_EQ(access(private_, Audience::followers).least_ground(), Ground::owner);
}

TEST(Access, lets_a_subscriber_in_where_followers_are_and_not_the_other_way_round) {
    EXPECT_TRUE(access(Visibility::public_, Audience::followers).may_start(Ground::subscriber));
    EXPECT_FALSE(access(Visibility::public_, Audience::subscribers).may_start(Ground::follower));
}

TEST(Access, of_a_stream_that_becomes_unlisted_keeps_who_is_there_and_takes_no_newcomer) {
    EXPECT_TRUE(access(Visibility::unlisted).may_stay(Ground::none));
    EXPECT_FALSE(access(Visibility::unlisted).may_start(Ground::none));
    EXPECT_FALSE(access(Visibility::private_).may_stay(Ground::subscriber));
}

TEST(Standing, says_on_what_ground_a_member_stays) {
    const auto user = UserId::make();
    const auto followers = access(Visibility::public_, Audience::followers);
    const auto subscribers = access(Visibility::public_, Audience::subscribers);
    const Standing member{.is_member = true};
    const Standing follower{.is_member = true, .follows = true};
    const Standing subscriber{.is_member = true, .subscribes = true};

    EXPECT_TRUE(member.may_stay(user, access(Visibility::unlisted)));
    EXPECT_FALSE(member.may_stay(user, followers));
    EXPECT_TRUE(follower.may_stay(user, followers));
    EXPECT_FALSE(follower.may_stay(user, subscribers));
    EXPECT_TRUE(subscriber.may_stay(user, followers));
    EXPECT_TRUE(subscriber.may_stay(user, subscribers));
    EXPECT_FALSE(subscriber.may_stay(user, access(Visibility::private_)));
}

TEST(Standing, owners_and_staff_stay_everywhere_and_who_is_no_member_nowhere) {
    const auto owner = UserId::make();
    auto hidden = access(Visibility::private_);
    hidden.owner = owner;

    EXPECT_TRUE(Standing{.is_member = true}.may_stay(owner, hidden));
    EXPECT_TRUE((Standing{.is_member = true, .is_staff = true}.may_stay(UserId::make(), hidden)));
    const Standing nobody{.is_staff = true, .follows = true, .subscribes = true};
    EXPECT_FALSE(nobody.may_stay(owner, hidden));
    EXPECT_FALSE(nobody.may_stay(owner, access(Visibility::unlisted)));
}

}  // namespace
}  // namespace freshet::channels
