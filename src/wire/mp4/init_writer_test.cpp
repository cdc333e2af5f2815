#include "wire/mp4/init_writer.hpp"

#include <gtest/gtest.h>

#include "wire/mp4/testing/box_reader.hpp"
#include "wire/mp4/time_scale.hpp"

namespace freshet::mp4 {
namespace {

using media::Codec;
using media::MediaTime;
using testing::find;
using testing::number_at;

TEST(InitWriter, describes_one_video_track_without_samples) {
    const media::Track track{
        .codec = Codec::h264, .config = to_bytes("avcc"), .width = 1280, .height = 720};

    const auto init = write_init(track);

    const auto boxes = testing::boxes_in(init);
    ASSERT_TRUE(boxes);
    ASSERT_EQ(boxes->size(), 2u);
    EXPECT_EQ((*boxes)[0].type, "ftyp");
    EXPECT_EQ(as_text((*boxes)[0].body.first(4)), "iso6");
    const auto header = find(init, {"moov", "trak", "tkhd"}).value();
    EXPECT_EQ(number_at(header, 12), track_id);
    EXPECT_EQ(number_at(header, 76), 1280u << 16);
    EXPECT_EQ(number_at(header, 80), 720u << 16);
    EXPECT_EQ(number_at(find(init, {"moov", "trak", "mdia", "mdhd"}).value(), 12), 90'000u);
    EXPECT_EQ(as_text(find(init, {"moov", "trak", "mdia", "hdlr"})->subspan(8, 4)), "vide");
    EXPECT_TRUE(find(init, {"moov", "trak", "mdia", "minf", "vmhd"}));
    EXPECT_EQ(number_at(find(init, {"moov", "trak", "mdia", "minf", "stbl", "stts"}).value(), 4),
              0u);
    EXPECT_EQ(number_at(find(init, {"moov", "mvex", "trex"}).value(), 4), track_id);
}

TEST(InitWriter, an_audio_track_counts_in_samples) {
    const media::Track track{
        .codec = Codec::aac, .config = to_bytes("\x11"), .sample_rate_hz = 44'100, .channels = 2};

    const auto init = write_init(track);

    EXPECT_EQ(number_at(find(init, {"moov", "trak", "mdia", "mdhd"}).value(), 12), 44'100u);
    EXPECT_EQ(as_text(find(init, {"moov", "trak", "mdia", "hdlr"})->subspan(8, 4)), "soun");
    EXPECT_TRUE(find(init, {"moov", "trak", "mdia", "minf", "smhd"}));
}

TEST(TimeScale, ticks_and_times_are_the_nearest_of_each_other) {
    for (const std::uint32_t scale : {90'000u, 48'000u, 44'100u, 7'350u}) {
        for (const std::int64_t ticks : {0ll, 1ll, 1023ll, 1'000'003ll, 123'456'789'012ll}) {
            EXPECT_EQ(to_ticks(to_time(ticks, scale), scale), ticks) << scale;
        }
    }
    EXPECT_EQ(to_ticks(MediaTime(33'333), 90'000), 3000);
    EXPECT_EQ(to_ticks(MediaTime(-33'333), 90'000), -3000);
}

}  // namespace
}  // namespace freshet::mp4
