#include "channels/viewings.hpp"

#include <gtest/gtest.h>

namespace freshet::channels {
namespace {

using namespace std::chrono_literals;

struct ViewingsTest : ::testing::Test {
    Spectator somebody(const std::string& viewer = "ada") const {
        return {.subject = stream, .channel = channel, .user = {}, .viewer = viewer};
    }

    void pass(std::chrono::milliseconds time) {
        mono += time;
        wall += time;
    }

    /// The only view that has changed.
    View taken() {
        const auto changes = viewings.take_changes();
        EXPECT_EQ(changes.size(), 1u);
        return changes.empty() ? View() : changes.front();
    }

    StreamId stream = StreamId::make();
    ChannelId channel = ChannelId::make();
    MonoTime mono{1h};
    WallTime wall{std::chrono::milliseconds(1'800'000'000'000)};
    Viewings viewings{
        {.open_max = 2, .mono = [this] { return mono; }, .wall = [this] { return wall; }}};
};

TEST_F(ViewingsTest, a_view_grows_from_round_to_round_while_its_connection_lives) {
    const auto begun = wall;
    const auto watching = viewings.watch(somebody());
    pass(5s);
    const auto first = taken();
    pass(5s);
    const auto second = taken();

    EXPECT_EQ(first.watched, 5s);
    EXPECT_EQ(second.watched, 10s);
    EXPECT_EQ(second.id, first.id);
    EXPECT_EQ(second.started_at, begun);
    EXPECT_EQ(second.ended_at, begun + 10s);
}

TEST_F(ViewingsTest, less_than_three_seconds_is_no_view) {
    {
        const auto watching = viewings.watch(somebody());
        pass(2999ms);
    }
    EXPECT_TRUE(viewings.take_changes().empty());
    pass(61s);
    EXPECT_TRUE(viewings.take_changes().empty());
    EXPECT_EQ(viewings.count(), 0u);
}

TEST_F(ViewingsTest, a_viewer_who_comes_back_within_a_minute_goes_on_with_the_same_view) {
    {
        const auto watching = viewings.watch(somebody());
        pass(10s);
    }
    const auto before = taken();
    pass(59s);
    const auto again = viewings.watch(somebody());
    pass(5s);
    const auto after = taken();

    EXPECT_EQ(after.id, before.id);
    EXPECT_EQ(after.watched, 15s);
}

TEST_F(ViewingsTest, a_viewer_who_comes_back_later_is_another_view) {
    {
        const auto watching = viewings.watch(somebody());
        pass(10s);
    }
    const auto before = taken();
    pass(61s);
    const auto again = viewings.watch(somebody());
    pass(5s);

    EXPECT_NE(taken().id, before.id);
}

TEST_F(ViewingsTest, three_tabs_are_one_view_and_their_time_is_not_added_up) {
    auto one = viewings.watch(somebody());
    const auto two = viewings.watch(somebody());
    const auto three = viewings.watch(somebody());
    pass(10s);
    one = {};
    pass(5s);

    EXPECT_EQ(taken().watched, 15s);
}

TEST_F(ViewingsTest, two_viewers_and_two_streams_are_views_of_their_own) {
    const auto ada = viewings.watch(somebody("ada"));
    const auto bob = viewings.watch(somebody("bob"));
    pass(5s);

    EXPECT_EQ(viewings.take_changes().size(), 2u);
}

TEST_F(ViewingsTest, signs_of_life_are_believed_up_to_the_time_that_passed) {
    viewings.seen(somebody(), 10s);
    EXPECT_TRUE(viewings.take_changes().empty());
    pass(4s);
    viewings.seen(somebody(), 10s);
    viewings.seen(somebody(), 10s);
    EXPECT_EQ(taken().watched, 4s);
    pass(50s);
    viewings.seen(somebody(), 10s);

    EXPECT_EQ(taken().watched, 14s);
}

TEST_F(ViewingsTest, what_only_goes_on_begins_nobody_s_viewing) {
    viewings.goes_on(somebody(), 10s);
    EXPECT_EQ(viewings.count(), 0u);
    viewings.seen(somebody(), 10s);
    pass(4s);
    viewings.goes_on(somebody(), 10s);
    EXPECT_EQ(taken().watched, 4s);
    pass(61s);
    viewings.goes_on(somebody(), 10s);

    EXPECT_TRUE(viewings.take_changes().empty());
}

TEST_F(ViewingsTest, a_video_is_another_subject_than_a_stream_of_the_same_number) {
    auto of_video = somebody();
    of_video.subject = VideoId(stream.uuid());
    const auto live = viewings.watch(somebody());
    const auto video = viewings.watch(of_video);
    pass(5s);

    const auto changes = viewings.take_changes();
    ASSERT_EQ(changes.size(), 2u);
    EXPECT_NE(changes[0].who.subject, changes[1].who.subject);
}

TEST_F(ViewingsTest, signs_of_life_beside_a_connection_add_nothing) {
    const auto watching = viewings.watch(somebody());
    pass(4s);
    viewings.seen(somebody(), 10s);
    pass(4s);

    EXPECT_EQ(taken().watched, 8s);
}

TEST_F(ViewingsTest, what_has_been_taken_and_has_not_grown_is_not_given_again) {
    {
        const auto watching = viewings.watch(somebody());
        pass(5s);
    }
    EXPECT_EQ(taken().watched, 5s);
    pass(5s);

    EXPECT_TRUE(viewings.take_changes().empty());
}

TEST_F(ViewingsTest, beyond_the_limit_newcomers_are_not_counted) {
    const auto ada = viewings.watch(somebody("ada"));
    const auto bob = viewings.watch(somebody("bob"));
    const auto eve = viewings.watch(somebody("eve"));
    pass(5s);

    EXPECT_EQ(viewings.take_changes().size(), 2u);
}

}  // namespace
}  // namespace freshet::channels
