#include "serve/chat/presence.hpp"

#include <gtest/gtest.h>

namespace freshet::chat {

namespace {

using namespace std::chrono_literals;
using Kind = Presence::Change::Kind;

class PresenceTest : public testing::Test {
protected:
    static Viewer viewer(const std::string& key) { return {.key = key}; }

    void fill(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            (void)presence_.enter(viewer("filler " + std::to_string(i)), now_);
    }

    MonoTime now_{1h};
    Presence presence_{{}};
};

TEST_F(PresenceTest, three_tabs_are_one_viewer) {
    const auto first = presence_.enter(viewer("ada"), now_);
    ASSERT_EQ(first.size(), 1U);
    EXPECT_EQ(first[0].kind, Kind::joined);
    EXPECT_EQ(first[0].viewers, 1U);
    EXPECT_TRUE(presence_.enter(viewer("ada"), now_).empty());
    EXPECT_TRUE(presence_.enter(viewer("ada"), now_).empty());
    EXPECT_EQ(presence_.viewers(), 1U);

    EXPECT_TRUE(presence_.leave("ada", now_).empty());
    EXPECT_TRUE(presence_.leave("ada", now_).empty());
    const auto last = presence_.leave("ada", now_);

    ASSERT_EQ(last.size(), 1U);
    EXPECT_EQ(last[0].kind, Kind::left);
    EXPECT_EQ(last[0].viewer.key, "ada");
    EXPECT_EQ(last[0].viewers, 0U);
}

TEST_F(PresenceTest, who_was_never_there_does_not_leave) {
    EXPECT_TRUE(presence_.leave("ada", now_).empty());
    presence_.lose("ada", now_);
    EXPECT_FALSE(presence_.deadline());
    EXPECT_TRUE(presence_.pass(now_ + 1h).empty());
}

TEST_F(PresenceTest, a_lost_connection_that_comes_back_in_time_is_no_news) {
    (void)presence_.enter(viewer("ada"), now_);
    presence_.lose("ada", now_);
    EXPECT_EQ(presence_.viewers(), 1U);
    EXPECT_EQ(presence_.deadline(), now_ + 5s);

    EXPECT_TRUE(presence_.pass(now_ + 4999ms).empty());
    EXPECT_TRUE(presence_.enter(viewer("ada"), now_ + 4999ms).empty());

    EXPECT_FALSE(presence_.deadline());
    EXPECT_TRUE(presence_.pass(now_ + 1h).empty());
    EXPECT_EQ(presence_.viewers(), 1U);
}

TEST_F(PresenceTest, a_lost_connection_that_stays_away_has_left) {
    (void)presence_.enter(viewer("ada"), now_);
    presence_.lose("ada", now_);

    const auto changes = presence_.pass(now_ + 5s);

    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].kind, Kind::left);
    EXPECT_EQ(presence_.viewers(), 0U);
    EXPECT_FALSE(presence_.deadline());
}

TEST_F(PresenceTest, a_viewer_with_another_connection_does_not_go_with_the_lost_one) {
    (void)presence_.enter(viewer("ada"), now_);
    (void)presence_.enter(viewer("ada"), now_);
    presence_.lose("ada", now_);

    EXPECT_FALSE(presence_.deadline());
    EXPECT_TRUE(presence_.pass(now_ + 1h).empty());
    EXPECT_EQ(presence_.viewers(), 1U);
}

TEST_F(PresenceTest, a_room_of_a_hundred_is_told_names_and_a_fuller_one_a_number) {
    fill(99);
    const auto hundredth = presence_.enter(viewer("ada"), now_);
    ASSERT_EQ(hundredth.size(), 1U);
    EXPECT_EQ(hundredth[0].kind, Kind::joined);

    const auto next = presence_.enter(viewer("eve"), now_);

    ASSERT_EQ(next.size(), 1U);
    EXPECT_EQ(next[0].kind, Kind::count);
    EXPECT_EQ(next[0].viewers, 101U);
}

TEST_F(PresenceTest, a_full_room_hears_a_number_at_most_once_a_second) {
    fill(101);  // The last of them was counted.

    EXPECT_TRUE(presence_.enter(viewer("ada"), now_ + 10ms).empty());
    EXPECT_TRUE(presence_.enter(viewer("eve"), now_ + 999ms).empty());
    EXPECT_EQ(presence_.deadline(), now_ + 1s);
    EXPECT_TRUE(presence_.pass(now_ + 999ms).empty());
    const auto changes = presence_.pass(now_ + 1s);

    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].viewers, 103U);
    EXPECT_FALSE(presence_.deadline());
    EXPECT_TRUE(presence_.pass(now_ + 2s).empty());
}

TEST_F(PresenceTest, a_room_that_empties_goes_back_to_names) {
    fill(102);
    EXPECT_TRUE(presence_.leave("filler 0", now_ + 10ms).empty());  // 101, counted a moment ago.

    const auto changes = presence_.leave("filler 1", now_ + 20ms);

    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].kind, Kind::left);
    EXPECT_EQ(changes[0].viewers, 100U);
    EXPECT_FALSE(presence_.deadline());  // No number is owed any more.
}

}  // namespace

}  // namespace freshet::chat
