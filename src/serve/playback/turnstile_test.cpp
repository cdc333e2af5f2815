#include "serve/playback/turnstile.hpp"

#include <gtest/gtest.h>

#include "serve/playback/testing/house.hpp"

namespace freshet::playback {
namespace {

using namespace std::chrono_literals;

constexpr auto believed_max = 10s;

struct TurnstileTest : ::testing::Test {
    /// Two signs of life, four seconds apart, and the views that there are then.
    std::vector<channels::View> views_of(UserId viewer, const Visitor& visitor) {
        for (int i = 0; i < 2; ++i) {
            house.turnstile.seen(video, viewer, visitor, believed_max);
            house.pass(4s);
        }
        return house.viewings.take_changes();
    }

    testing::House house;
    const Show video{
        .subject = VideoId::make(), .channel = ChannelId::make(), .owner = UserId::make()};
};

TEST_F(TurnstileTest, counts_a_video_by_signs_of_life) {
    const auto eve = UserId::make();

    const auto views = views_of(eve, {});

    ASSERT_EQ(views.size(), 1u);
    EXPECT_EQ(views[0].who.subject, video.subject);
    EXPECT_EQ(views[0].who.channel, video.channel);
    EXPECT_EQ(views[0].who.user, eve);
    EXPECT_EQ(views[0].watched, 4s);
}

TEST_F(TurnstileTest, passes_over_the_owner_and_robots) {
    EXPECT_TRUE(views_of(video.owner, {}).empty());
    EXPECT_TRUE(views_of({}, {.user_agent = "Googlebot/2.1"}).empty());
}

TEST_F(TurnstileTest, a_request_that_tells_less_of_its_viewer_makes_no_second_one_of_it) {
    const Visitor page{.client_id = "browser-1", .peer_ip = "192.0.2.1", .user_agent = "A"};
    const Visitor segment{.peer_ip = "192.0.2.1", .user_agent = "A"};
    house.turnstile.seen(video, {}, page, believed_max);
    house.pass(4s);
    house.turnstile.goes_on(video, {}, segment, believed_max);
    house.pass(4s);
    house.turnstile.seen(video, {}, page, believed_max);

    const auto views = house.viewings.take_changes();
    ASSERT_EQ(views.size(), 1u);
    EXPECT_EQ(views[0].watched, 8s);
}

TEST_F(TurnstileTest, a_player_without_an_id_goes_on_by_what_it_loads) {
    const Visitor player{.peer_ip = "192.0.2.1", .user_agent = "Lavf/61"};
    house.turnstile.seen(video, {}, player, believed_max);
    house.pass(4s);
    house.turnstile.goes_on(video, {}, player, believed_max);

    ASSERT_EQ(house.viewings.take_changes().size(), 1u);
}

}  // namespace
}  // namespace freshet::playback
