#include "wire/mp4/segments.hpp"

#include <gtest/gtest.h>

#include "wire/mp4/testing/fragmented.hpp"

namespace freshet::mp4 {
namespace {

using namespace std::chrono_literals;
using testing::audio_track;
using testing::file_of;
using testing::index_of;
using testing::video_track;

TEST(JoinFragments, fills_the_target_and_cuts_at_keyframes) {
    const auto index =
        index_of(file_of(video_track(), {{.start = 0, .frames = 60},
                                         {.start = 180'000, .frames = 60},
                                         {.start = 360'000, .frames = 60, .is_sync = false},
                                         {.start = 540'000, .frames = 60},
                                         {.start = 720'000, .frames = 30}}))
            .value();

    const auto segments = join_fragments(index, 4s);

    ASSERT_EQ(segments.size(), 2u);
    EXPECT_EQ(segments[0].duration, 6s);
    EXPECT_EQ(segments[1].duration, 3s);
    EXPECT_TRUE(segments[0].is_independent && segments[1].is_independent);
    EXPECT_EQ(segments[0].bytes.offset, index.init.end());
    EXPECT_EQ(segments[0].bytes.end(), segments[1].bytes.offset);
    EXPECT_EQ(segments[1].bytes.end(), index.fragments.back().bytes.end());
}

TEST(JoinFragments, what_is_missing_between_two_is_the_earlier_ones) {
    const auto index =
        index_of(file_of(video_track(), {{.start = 0, .frames = 30}, {.start = 900'000}})).value();

    const auto segments = join_fragments(index, 4s);

    ASSERT_EQ(segments.size(), 2u);
    EXPECT_EQ(segments[0].duration, 10s);
}

TEST(JoinFragments, lengths_do_not_drift) {
    std::initializer_list<testing::Piece> pieces{{.start = 0, .ticks = 1024},
                                                 {.start = 1024, .ticks = 1024},
                                                 {.start = 2048, .ticks = 1024}};
    const auto index = index_of(file_of(audio_track(), pieces)).value();

    std::chrono::microseconds sum{};
    for (const auto& segment : join_fragments(index, 1us)) sum += segment.duration;

    EXPECT_EQ(sum, 64'000us);
}

}  // namespace
}  // namespace freshet::mp4
