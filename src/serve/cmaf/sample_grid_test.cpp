#include "serve/cmaf/sample_grid.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace freshet::cmaf {
namespace {

using namespace std::chrono_literals;
using media::MediaTime;

TEST(SampleGrid, takes_the_rounding_to_milliseconds_away) {
    SampleGrid grid(48'000);
    for (std::int64_t i = 0; i < 10'000; ++i) {
        const auto sent =
            std::chrono::round<std::chrono::milliseconds>(MediaTime(i * 1024 * 1'000'000 / 48'000));

        ASSERT_EQ(grid.place(sent, 1024), i * 1024);
    }
}

TEST(SampleGrid, stays_near_a_clock_that_runs_off) {
    SampleGrid grid(44'100);
    for (std::int64_t i = 0; i < 200'000; ++i) {
        const auto true_s = static_cast<double>(i) * 1024 / 44'100 * 1.0005;
        const MediaTime sent(static_cast<std::int64_t>(true_s * 1e3) * 1'000);

        const auto placed_s = static_cast<double>(grid.place(sent, 1024)) / 44'100;

        ASSERT_LT(std::abs(placed_s - true_s), 0.020) << i;
    }
}

TEST(SampleGrid, begins_anew_after_a_gap) {
    SampleGrid grid(48'000);
    grid.place(0s, 1024);

    EXPECT_EQ(grid.place(1s, 1024), 48'000);
    EXPECT_EQ(grid.place(1'021ms, 1024), 49'024);
}

}  // namespace
}  // namespace freshet::cmaf
