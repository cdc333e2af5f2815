#include "media/timeline.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace freshet::media {
namespace {

using namespace std::chrono_literals;

constexpr MediaTime start = 7s;

/// A frame of a publisher that has a true time, which nobody sees, and a timestamp.
struct Sent {
    Kind kind = Kind::video;
    std::int64_t true_ms = 0;
    std::uint32_t timestamp_ms = 0;
};

/// How an imagined publisher's clock and interleaving behave.
struct Publisher {
    std::int64_t first_timestamp_ms = 0;
    std::uint64_t wrap = std::uint64_t{1} << 32;
    std::int64_t audio_late_ms = 0;  // How much later than its picture sound is sent.
    std::int64_t jump_at_ms = -1;    // When the clock jumps.
    std::int64_t jump_by_ms = 0;
    std::int64_t length_ms = 20'000;
    int jitter_ms = 0;
    double video_step_ms = 1000.0 / 30;

    [[nodiscard]] std::vector<Sent> send() const {
        std::mt19937 random(7);
        std::uniform_int_distribution<int> jitter(-jitter_ms, jitter_ms);
        std::multimap<std::int64_t, Sent> by_sending;
        const auto add = [&](Kind kind, double true_time_ms, std::int64_t late_ms) {
            const auto time = static_cast<std::int64_t>(true_time_ms);
            const auto jumped = jump_at_ms >= 0 && time >= jump_at_ms ? jump_by_ms : 0;
            const auto clock =
                static_cast<std::uint64_t>(first_timestamp_ms + time + jumped + jitter(random));
            by_sending.emplace(time + late_ms,
                               Sent{kind, time, static_cast<std::uint32_t>(clock % wrap)});
        };
        for (double time = 0; time < static_cast<double>(length_ms); time += video_step_ms) {
            add(Kind::video, time, 0);
        }
        for (double time = 0; time < static_cast<double>(length_ms); time += 1024 / 48.0) {
            add(Kind::audio, time, audio_late_ms);
        }
        std::vector<Sent> sent;
        for (const auto& [when, frame] : by_sending) sent.push_back(frame);
        return sent;
    }
};

struct Seen {
    Sent sent;
    Placed placed;
};

std::vector<Seen> place_all(const Publisher& publisher) {
    Timeline timeline(start);
    std::vector<Seen> seen;
    for (const auto& sent : publisher.send()) {
        seen.push_back({sent, timeline.place(sent.kind, sent.timestamp_ms)});
    }
    return seen;
}

void expect_never_falling(const std::vector<Seen>& seen) {
    std::map<Kind, MediaTime> last;
    for (const auto& [sent, placed] : seen) {
        EXPECT_GE(placed.dts, start);
        const auto [place, is_first] = last.try_emplace(sent.kind, placed.dts);
        EXPECT_GE(placed.dts, place->second) << "at " << sent.true_ms;
        place->second = placed.dts;
    }
}

/// Sound and picture of one true moment, on one side of a jump, stand within 50 ms of each other.
void expect_in_step(const std::vector<Seen>& seen, std::int64_t jump_at_ms = 0) {
    std::map<std::int64_t, MediaTime> picture;
    for (const auto& [sent, placed] : seen) {
        if (sent.kind == Kind::video) picture[sent.true_ms] = placed.dts - sent.true_ms * 1ms;
    }
    for (const auto& [sent, placed] : seen) {
        if (sent.kind != Kind::audio) continue;
        auto near = picture.upper_bound(sent.true_ms);
        const bool has_jumped = sent.true_ms >= jump_at_ms;
        if (std::prev(near)->first >= jump_at_ms || !has_jumped || near == picture.end()) --near;
        const auto apart = std::chrono::abs(placed.dts - sent.true_ms * 1ms - near->second);
        ASSERT_LE(apart, 50ms) << "at " << sent.true_ms << " ms";
    }
}

std::size_t discontinuities(const std::vector<Seen>& seen, Kind kind) {
    return static_cast<std::size_t>(std::ranges::count_if(seen, [&](const Seen& each) {
        return each.sent.kind == kind && each.placed.discontinuity;
    }));
}

TEST(Timeline, the_first_frame_stands_at_the_start_and_the_end_is_a_frame_after_the_last) {
    Timeline timeline(start);
    EXPECT_EQ(timeline.end(), start);

    EXPECT_EQ(timeline.place(Kind::video, 123'456).dts, start);
    EXPECT_EQ(timeline.place(Kind::video, 123'496).dts, start + 40ms);
    EXPECT_EQ(timeline.end(), start + 80ms);
}

TEST(Timeline, an_earlier_first_frame_of_the_other_track_is_held_and_its_track_not_shifted) {
    Timeline timeline(start);
    timeline.place(Kind::video, 1'000);

    EXPECT_EQ(timeline.place(Kind::audio, 980).dts, start);
    EXPECT_EQ(timeline.place(Kind::audio, 1'001).dts, start + 1ms);
    EXPECT_EQ(timeline.place(Kind::audio, 1'022).dts, start + 22ms);
}

TEST(Timeline, holds_a_small_step_back_and_goes_on_from_the_true_place) {
    Timeline timeline(start);
    timeline.place(Kind::audio, 100);

    EXPECT_EQ(timeline.place(Kind::audio, 60).dts, start);
    EXPECT_EQ(timeline.place(Kind::audio, 110).dts, start + 10ms);
}

TEST(Timeline, an_even_clock_is_kept_to_the_millisecond) {
    const auto seen = place_all({.first_timestamp_ms = 5'000});

    for (const auto& [sent, placed] : seen) EXPECT_EQ(placed.dts, start + sent.true_ms * 1ms);
    EXPECT_EQ(discontinuities(seen, Kind::video) + discontinuities(seen, Kind::audio), 0u);
}

TEST(Timeline, sees_through_wraps_at_24_and_32_bits_under_any_interleaving) {
    for (const auto wrap : {std::uint64_t{1} << 24, std::uint64_t{1} << 32}) {
        for (const std::int64_t late_ms : {-4'000, -500, 0, 20, 1'000, 4'000}) {
            const auto seen =
                place_all({.first_timestamp_ms = static_cast<std::int64_t>(wrap) - 8'000,
                           .wrap = wrap,
                           .audio_late_ms = late_ms});

            expect_never_falling(seen);
            for (const auto& [sent, placed] : seen)
                ASSERT_EQ(placed.dts, start + sent.true_ms * 1ms);
            EXPECT_EQ(discontinuities(seen, Kind::video) + discontinuities(seen, Kind::audio), 0u);
        }
    }
}

TEST(Timeline, a_counter_that_passes_2_to_the_24_without_wrapping_goes_on) {
    const auto seen = place_all({.first_timestamp_ms = (1 << 24) - 8'000});

    for (const auto& [sent, placed] : seen) ASSERT_EQ(placed.dts, start + sent.true_ms * 1ms);
}

TEST(Timeline, after_a_jump_of_the_clock_sound_and_picture_stay_within_50_ms) {
    for (const std::int64_t by_ms :
         {-3'600'000, -60'000, -9'000, -4'000, 11'000, 15'000, 100'000, 7'000'000}) {
        for (const std::int64_t late_ms : {-3'000, -200, 0, 200, 3'000}) {
            const auto seen = place_all({.first_timestamp_ms = 4'000'000,
                                         .audio_late_ms = late_ms,
                                         .jump_at_ms = 10'000,
                                         .jump_by_ms = by_ms});

            SCOPED_TRACE(::testing::Message() << "by " << by_ms << " late " << late_ms);
            expect_never_falling(seen);
            expect_in_step(seen);
            EXPECT_EQ(discontinuities(seen, Kind::video), 1u);
            EXPECT_EQ(discontinuities(seen, Kind::audio), 1u);
        }
    }
}

TEST(Timeline, after_a_jump_the_line_goes_on_at_once) {
    const auto seen = place_all(
        {.first_timestamp_ms = 4'000'000, .jump_at_ms = 10'000, .jump_by_ms = -3'600'000});

    EXPECT_LE(seen.back().placed.dts, start + 20s + 200ms);
}

TEST(Timeline, pictures_that_are_slow_to_come_do_not_part_from_the_sound_at_a_jump) {
    const auto seen = place_all({.first_timestamp_ms = 4'000'000,
                                 .audio_late_ms = 300,
                                 .jump_at_ms = 10'050,
                                 .jump_by_ms = -900'000,
                                 .video_step_ms = 200});

    expect_never_falling(seen);
    expect_in_step(seen, 10'050);
}

TEST(Timeline, jitter_neither_breaks_nor_moves_anything) {
    const auto seen = place_all({.first_timestamp_ms = 50'000, .jitter_ms = 15});

    expect_never_falling(seen);
    expect_in_step(seen);
    EXPECT_EQ(discontinuities(seen, Kind::video) + discontinuities(seen, Kind::audio), 0u);
}

TEST(Timeline, a_track_that_was_silent_for_a_minute_comes_back_in_its_place) {
    Timeline timeline(start);
    for (std::uint32_t time = 0; time < 90'000; time += 20) {
        timeline.place(Kind::audio, time);
        const bool is_silent = time > 10'000 && time < 70'000;
        if (is_silent || time % 40 != 0) continue;

        const auto placed = timeline.place(Kind::video, time);
        ASSERT_EQ(placed.dts, start + time * 1ms);
        ASSERT_FALSE(placed.discontinuity);
    }
}

TEST(Timeline, a_track_that_slept_through_a_jump_joins_the_other) {
    Timeline timeline(start);
    timeline.place(Kind::video, 1'000'000);
    timeline.place(Kind::audio, 1'000'000);
    for (std::uint32_t time = 1'000'040; time < 1'010'000; time += 40)
        timeline.place(Kind::video, time);
    Placed picture;
    for (std::uint32_t time = 0; time < 60'000; time += 40)
        picture = timeline.place(Kind::video, time);

    const auto sound = timeline.place(Kind::audio, 59'970);

    EXPECT_TRUE(sound.discontinuity);
    EXPECT_LE(std::chrono::abs(sound.dts - picture.dts), 50ms);
}

TEST(Timeline, a_sleeper_whose_old_clock_would_fit_by_chance_joins_the_other) {
    Timeline timeline(start);
    timeline.place(Kind::audio, 1'000'000);
    timeline.place(Kind::video, 1'000'000);
    Placed picture;
    for (std::uint32_t time = 940'000; time <= 1'000'500; time += 40) {
        picture = timeline.place(Kind::video, time);
    }

    const auto sound = timeline.place(Kind::audio, 1'000'500);

    EXPECT_TRUE(sound.discontinuity);
    EXPECT_LE(std::chrono::abs(sound.dts - picture.dts), 50ms);
}

TEST(Timeline, a_gap_of_both_tracks_beyond_the_limit_is_closed) {
    Timeline timeline(start);
    timeline.place(Kind::video, 0);
    timeline.place(Kind::audio, 0);

    const auto picture = timeline.place(Kind::video, 60'000);
    const auto sound = timeline.place(Kind::audio, 60'010);

    EXPECT_TRUE(picture.discontinuity);
    EXPECT_TRUE(sound.discontinuity);
    EXPECT_LE(picture.dts, start + 1s);
    EXPECT_EQ(sound.dts, picture.dts + 10ms);
}

TEST(Timeline, tracks_whose_clocks_have_nothing_in_common_are_put_together_by_arrival) {
    Timeline timeline(start);
    MediaTime apart_max{};
    for (std::uint32_t time = 0; time < 20'000; time += 20) {
        const auto picture = timeline.place(Kind::video, time);
        const auto sound = timeline.place(Kind::audio, 900'000'000 + time);
        apart_max = std::max(apart_max, std::chrono::abs(sound.dts - picture.dts));
    }

    EXPECT_LE(apart_max, 100ms);
}

TEST(Timeline, any_timestamps_at_all_give_a_line_that_never_falls) {
    std::mt19937 random(11);
    for (int round = 0; round < 50; ++round) {
        Timeline timeline(start);
        std::map<Kind, MediaTime> last;
        for (int i = 0; i < 400; ++i) {
            const auto kind = random() % 2 == 0 ? Kind::video : Kind::audio;
            const auto timestamp = random() >> (random() % 32);
            const auto placed = timeline.place(kind, static_cast<std::uint32_t>(timestamp)).dts;
            ASSERT_GE(placed, last.try_emplace(kind, start).first->second);
            last[kind] = placed;
            ASSERT_GT(timeline.end(), placed);
        }
    }
}

}  // namespace
}  // namespace freshet::media
