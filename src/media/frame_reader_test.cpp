#include "media/frame_reader.hpp"

#include <gtest/gtest.h>

#include "media/testing/configurations.hpp"
#include "media/testing/hex.hpp"
#include "media/track_reader.hpp"

namespace freshet::media {
namespace {

using testing::from_hex;

TEST(FrameReader, asks_each_codec_by_its_own_rules) {
    const auto h264 = make_track(Codec::h264, from_hex(testing::h264_baseline)).value();
    const auto hevc = make_track(Codec::hevc, from_hex(testing::hevc_1080p)).value();
    const auto idr_of_h264 = from_hex("00000003 658801");
    const auto irap_of_hevc = from_hex("00000003 2801af");

    EXPECT_TRUE(is_keyframe(h264, idr_of_h264));
    EXPECT_FALSE(is_keyframe(h264, irap_of_hevc));
    EXPECT_TRUE(is_keyframe(hevc, irap_of_hevc));
    EXPECT_FALSE(is_keyframe(hevc, from_hex("00000003 0201d0")));
}

TEST(FrameReader, counts_the_samples_of_sound_and_none_of_pictures) {
    const auto video = make_track(Codec::vp9, from_hex(testing::vp9)).value();
    const auto aac = make_track(Codec::aac, from_hex("1194")).value();
    const auto opus = make_track(Codec::opus, from_hex(testing::opus)).value();
    const auto mp3 = make_track(Codec::mp3, from_hex("fffb9044")).value();

    EXPECT_EQ(samples_per_frame(video, from_hex("82")), 0u);
    EXPECT_EQ(samples_per_frame(aac, from_hex("21")), 960u);
    EXPECT_EQ(samples_per_frame(opus, from_hex("fc")), 960u);
    EXPECT_EQ(samples_per_frame(mp3, from_hex("fffb9044")), 1152u);
    EXPECT_EQ(samples_per_frame(mp3, from_hex("0000")), 0u);
    EXPECT_TRUE(is_keyframe(aac, {}));
}

}  // namespace
}  // namespace freshet::media
