#include "serve/cmaf/cut_rule.hpp"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "serve/cmaf/testing/publisher.hpp"

namespace freshet::cmaf {
namespace {

using namespace std::chrono_literals;
using media::MediaTime;

struct Video {
    MediaTime step = 40ms;
    MediaTime gop{};
    MediaTime length{};
};

struct CutAt {
    MediaTime at{};
    bool keyframe = false;
};

/// Where a rule of two seconds cuts this video; a divided first segment counts as two.
std::vector<CutAt> cuts_of(CutRule& rule, const Video& video, MediaTime start = {}) {
    std::vector<CutAt> cuts;
    for (MediaTime time{}; time < video.length; time += video.step) {
        const bool keyframe = time % video.gop < video.step;
        const auto frame = testing::make_frame(
            {.track = testing::picture(), .dts = start + time, .keyframe = keyframe});
        if (time == MediaTime::zero()) {
            rule.begin(*frame);
            continue;
        }
        const auto cut = rule.next(*frame);
        if (cut == CutRule::Cut::here_and_back) cuts.push_back({start + 2s, false});
        if (cut != CutRule::Cut::none) cuts.push_back({start + time, keyframe});
    }
    return cuts;
}

std::size_t at_keyframes(const std::vector<CutAt>& cuts) {
    return static_cast<std::size_t>(std::ranges::count_if(cuts, &CutAt::keyframe));
}

TEST(CutRule, cuts_at_the_first_keyframe_at_or_after_the_target) {
    CutRule rule(2s);

    const auto cuts = cuts_of(rule, {.gop = 1s, .length = 10s});

    ASSERT_EQ(cuts.size(), 4u);
    EXPECT_EQ(at_keyframes(cuts), 4u);
    EXPECT_EQ(cuts[0].at, 2s);
    EXPECT_EQ(cuts[3].at, 8s);
    EXPECT_EQ(rule.target_s(), 2u);
}

TEST(CutRule, announces_what_the_first_segment_shows_to_be_needed) {
    for (const auto& [gop, target_s] : {std::pair<MediaTime, std::uint32_t>{500ms, 2u},
                                        {1'900ms, 2u},
                                        {2s, 2u},
                                        {2'200ms, 2u},
                                        {3s, 3u},
                                        {4s, 4u}}) {
        CutRule rule(2s);

        const auto cuts = cuts_of(rule, {.step = 20ms, .gop = gop, .length = 30s});

        EXPECT_EQ(rule.target_s(), target_s);
        EXPECT_EQ(at_keyframes(cuts), cuts.size()) << gop.count();
    }
}

TEST(CutRule, milliseconds_that_were_rounded_do_not_double_a_segment) {
    CutRule rule(2s);

    const auto cuts = cuts_of(rule, {.step = 33'300us, .gop = 1'998ms, .length = 20s});

    ASSERT_GE(cuts.size(), 9u);
    EXPECT_EQ(at_keyframes(cuts), cuts.size());
}

TEST(CutRule, a_long_gop_is_cut_through_about_every_target) {
    // What OBS sends by itself: a keyframe every 250 frames.
    CutRule rule(2s);

    const auto cuts = cuts_of(rule, {.step = 33'333us, .gop = 8'333ms, .length = 60s});

    EXPECT_EQ(rule.target_s(), 2u);
    MediaTime last{};
    for (const auto& cut : cuts) {
        EXPECT_LT(cut.at - last, 2'500ms);
        last = cut.at;
    }
    EXPECT_GE(at_keyframes(cuts), 6u) << "players begin at keyframes: segments should, too";
    EXPECT_LE(cuts.size(), 32u);
}

TEST(CutRule, a_gop_that_grows_later_never_makes_a_segment_longer_than_announced) {
    CutRule rule(2s);
    cuts_of(rule, {.gop = 2s, .length = 10s});

    for (const MediaTime gop : {3s, 4s, 9s, 100s}) {
        MediaTime last = 100s;
        for (const auto& cut : cuts_of(rule, {.gop = gop, .length = 40s}, 100s)) {
            EXPECT_LT(cut.at - last, 2'500ms);
            last = cut.at;
        }
    }
    EXPECT_EQ(rule.target_s(), 2u);
}

TEST(CutRule, few_frames_a_second_fit_as_well) {
    CutRule rule(2s);

    MediaTime last{};
    for (const auto& cut : cuts_of(rule, {.step = 1s, .gop = 7s, .length = 60s})) {
        EXPECT_LT(cut.at - last, 2'500ms);
        last = cut.at;
    }
}

TEST(CutRule, what_was_decided_elsewhere_stays) {
    CutRule rule(2s);
    rule.decide(3'600ms);
    EXPECT_EQ(rule.target_s(), 4u);

    rule.decide(100s);
    EXPECT_EQ(rule.target_s(), 4u);
}

}  // namespace
}  // namespace freshet::cmaf
