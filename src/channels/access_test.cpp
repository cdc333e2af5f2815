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

}  // namespace
}  // namespace freshet::channels
