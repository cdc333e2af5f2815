#include "serve/cmaf/breaks.hpp"

#include <gtest/gtest.h>

#include "serve/cmaf/testing/publisher.hpp"

namespace freshet::cmaf {
namespace {

using namespace std::chrono_literals;
using media::MediaTime;

media::Frame frame_at(MediaTime time, bool discontinuity = false) {
    return {.dts = time, .pts = time, .discontinuity = discontinuity};
}

TEST(Breaks, both_tracks_are_told_of_one_jump_and_count_it_once) {
    Breaks breaks;

    const auto video = breaks.tell(0, frame_at(10s, true));
    EXPECT_FALSE(breaks.has_come(0, frame_at(9'900ms)));
    EXPECT_FALSE(breaks.has_come(0, frame_at(10'100ms))) << "it will be told itself";
    const auto audio = breaks.tell(0, frame_at(10'010ms, true));

    EXPECT_EQ(video, 1u);
    EXPECT_EQ(audio, 1u);
    EXPECT_EQ(breaks.count(), 1u);
}

TEST(Breaks, a_track_comes_to_the_other_ones_new_codec_by_time) {
    Breaks breaks;
    breaks.tell(0, frame_at(10s));

    EXPECT_FALSE(breaks.has_come(0, frame_at(9'990ms)));
    EXPECT_TRUE(breaks.has_come(0, frame_at(10s)));
    EXPECT_EQ(breaks.join(0, frame_at(10s)), 1u);
    EXPECT_FALSE(breaks.has_come(1, frame_at(10s)));
}

TEST(Breaks, a_track_that_is_never_told_joins_in_the_end) {
    Breaks breaks;
    breaks.tell(0, frame_at(10s, true));

    EXPECT_TRUE(breaks.has_come(0, frame_at(11s)));
}

TEST(Breaks, a_track_that_slept_joins_all_at_once) {
    Breaks breaks;
    for (std::uint64_t i = 0; i < 1'000; ++i) {
        EXPECT_EQ(breaks.tell(i, frame_at(i * 1s, true)), i + 1);
    }

    EXPECT_TRUE(breaks.has_come(0, frame_at(2'000s)));
    EXPECT_EQ(breaks.join(0, frame_at(2'000s)), 1'000u);
    EXPECT_EQ(breaks.tell(0, frame_at(2'000s, true)), 1'000u);
}

}  // namespace
}  // namespace freshet::cmaf
