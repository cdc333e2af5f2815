#include "vod/position.hpp"

#include <gtest/gtest.h>

namespace freshet::vod {
namespace {

using namespace std::chrono_literals;

constexpr WallTime noon{std::chrono::milliseconds(1'800'000'000'000)};

Position left_at(std::chrono::milliseconds at, std::chrono::milliseconds duration) {
    return position_at(at, duration, noon);
}

TEST(Position, is_where_somebody_left) {
    const auto position = left_at(5min, 10min);

    EXPECT_EQ(position.at, 5min);
    EXPECT_FALSE(position.is_finished);
    EXPECT_EQ(position.watched_at, noon);
}

TEST(Position, near_the_end_is_the_beginning) {
    EXPECT_EQ(left_at(9min + 29s, 10min).at, 9min + 29s);
    for (const auto at : {9min + 30s, 9min + 59s, 10min + 0s, 11min + 0s}) {
        EXPECT_EQ(left_at(at, 10min).at, 0s);
        EXPECT_TRUE(left_at(at, 10min).is_finished);
    }
    // The credits of a film are a minute, and not a twentieth of it.
    EXPECT_FALSE(left_at(118min, 120min).is_finished);
    EXPECT_TRUE(left_at(119min, 120min).is_finished);
}

TEST(Position, lies_within_the_video_whatever_is_said) {
    EXPECT_EQ(left_at(-5s, 10min).at, 0s);
    EXPECT_FALSE(left_at(-5s, 10min).is_finished);
    EXPECT_EQ(left_at(5s, 0s).at, 0s);
}

}  // namespace
}  // namespace freshet::vod
