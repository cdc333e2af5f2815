#include "live/capture_clock.hpp"

#include <gtest/gtest.h>

namespace freshet::live {
namespace {

using namespace std::chrono_literals;

constexpr WallTime noon(1'769'860'800'000ms);

TEST(CaptureClock, knows_nothing_before_the_first_frame) {
    const CaptureClock clock;

    EXPECT_FALSE(clock.epoch());
}

TEST(CaptureClock, takes_the_first_frame_at_its_word) {
    CaptureClock clock;

    clock.note(500ms, noon + 500ms);

    EXPECT_EQ(clock.epoch(), noon);
}

TEST(CaptureClock, is_not_misled_by_frames_that_come_late) {
    CaptureClock clock;
    for (int i = 0; i < 300; ++i) {
        const auto delay = i % 10 == 3 ? 0ms : 80ms;
        clock.note(i * 33ms, noon + i * 33ms + delay);
    }

    EXPECT_EQ(clock.epoch(), noon);
}

TEST(CaptureClock, follows_an_encoder_whose_clock_is_slower_than_ours) {
    CaptureClock clock;
    for (int i = 0; i < 10'000; ++i) clock.note(i * 33ms, noon + i * 33ms + i * 1ms);

    EXPECT_GE(*clock.epoch(), noon + 9'800ms);
}

TEST(CaptureClock, begins_anew_after_a_restart) {
    CaptureClock clock;
    clock.note(0ms, noon);

    clock.restart();
    clock.note(10s, noon + 70s);

    EXPECT_EQ(clock.epoch(), noon + 60s);
}

}  // namespace
}  // namespace freshet::live
