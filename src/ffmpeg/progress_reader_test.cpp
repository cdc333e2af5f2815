#include "ffmpeg/progress_reader.hpp"

#include <gtest/gtest.h>

namespace freshet::ffmpeg {
namespace {

using namespace std::chrono_literals;

TEST(ReadProgress, hears_the_time_among_the_rest) {
    EXPECT_EQ(read_progress("out_time_us=2520000"), 2'520'000us);
    for (const auto* line : {"frame=63", "out_time_ms=2520000", "out_time=00:00:02.520000",
                             "out_time_us=N/A", "out_time_us=-12", "out_time_us=1x",
                             "out_time_us=99999999999999999999", "progress=end", ""}) {
        EXPECT_FALSE(read_progress(line)) << line;
    }
}

TEST(PercentOf, is_a_hundred_for_nothing_that_goes_on) {
    EXPECT_EQ(percent_of(0us, 10s), 0u);
    EXPECT_EQ(percent_of(5s, 10s), 50u);
    EXPECT_EQ(percent_of(10s, 10s), 99u);
    EXPECT_EQ(percent_of(20s, 10s), 99u);
    EXPECT_EQ(percent_of(5s, std::nullopt), 0u);
    EXPECT_EQ(percent_of(5s, 0ms), 0u);
}

}  // namespace
}  // namespace freshet::ffmpeg
