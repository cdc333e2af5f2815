#include "bench/timeline.hpp"

#include <gmock/gmock.h>

#include "bench/stamp.hpp"

namespace freshet::bench {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

FlvTag picture(std::uint32_t time_ms) {
    FlvTag tag{.type = 9,
               .time_ms = time_ms,
               .body = to_bytes("head:"),
               .stamp_at = 5 + stamp_digits_offset,
               .setup = false,
               .keyframe = time_ms == 100};
    append(tag.body, make_stamp());
    return tag;
}

FlvTag sound(std::uint32_t time_ms) {
    return {.type = 8,
            .time_ms = time_ms,
            .body = to_bytes("s"),
            .stamp_at = {},
            .setup = false,
            .keyframe = true};
}

std::size_t write_bare(Bytes& out, const FlvTag& tag, std::uint32_t) {
    append(out, tag.body);
    return out.size() - tag.body.size();
}

std::vector<std::int64_t> times_of(const Timeline& line) {
    std::vector<std::int64_t> times;
    for (const auto& turn : line.turns) times.push_back(turn.due.count());
    return times;
}

TEST(Timeline, plays_the_file_again_a_frame_after_its_last_picture) {
    const auto line = lay_out({picture(100), picture(140), picture(180)}, 250ms, write_bare);

    EXPECT_THAT(times_of(line), ElementsAre(0, 40, 80, 120, 160, 200, 240));
}

TEST(Timeline, leaves_out_sound_that_would_run_into_the_next_round) {
    const auto line =
        lay_out({sound(90), picture(100), sound(110), picture(140), sound(190)}, 100ms, write_bare);

    EXPECT_THAT(times_of(line), ElementsAre(0, 10, 40, 80, 90));
}

TEST(Timeline, sends_setup_once_and_apart) {
    auto header = sound(0);
    header.setup = true;

    const auto line = lay_out({header, picture(0), picture(40)}, 200ms, write_bare);

    EXPECT_EQ(line.setup.size(), 1u);
    EXPECT_EQ(line.turns.size(), 5u);
}

TEST(Timeline, marks_and_counts_what_is_let_go) {
    auto line = lay_out({picture(100), picture(140)}, 80ms, write_bare);
    Published count{};
    const MonoTime now(12'345us);

    line.let_go(line.turns[1], now, count);

    const auto second = ByteSpan(line.wire).subspan(line.turns[1].begin);
    EXPECT_EQ(find_stamp(second), now);
    EXPECT_EQ(count.video_frames, 1u);
    EXPECT_EQ(count.flv_bytes, picture(140).flv_bytes());
}

TEST(Timeline, refuses_a_file_without_moving_picture) {
    EXPECT_THROW((void)lay_out({sound(0), sound(20)}, 1s, write_bare), std::runtime_error);
    EXPECT_THROW((void)lay_out({picture(0)}, 1s, write_bare), std::runtime_error);
}

}  // namespace
}  // namespace freshet::bench
