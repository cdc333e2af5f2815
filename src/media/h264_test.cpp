#include "media/h264.hpp"

#include <gtest/gtest.h>

#include "media/error.hpp"
#include "media/testing/configurations.hpp"
#include "media/testing/hex.hpp"

namespace freshet::media {
namespace {

using testing::from_hex;

struct Expected {
    std::string_view config{};
    std::string_view codec_string{};
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    double frame_rate = 0;
};

TEST(H264, reads_what_x264_writes) {
    // As ffprobe says of the same files.
    const Expected all[]{
        {testing::h264_1080p_with_scaling_lists, "avc1.640028", 1920, 1080, 30000 / 1001.0},
        {testing::h264_interlaced, "avc1.4d401e", 720, 576, 25},
        {testing::h264_444, "avc1.f4000c", 318, 178, 15},
        {testing::h264_baseline, "avc1.42c01e", 320, 180, 25},
    };
    for (const auto& expected : all) {
        const auto track = read_avcc(from_hex(expected.config));

        ASSERT_TRUE(track) << expected.codec_string;
        EXPECT_EQ(track->codec_string, expected.codec_string);
        EXPECT_EQ(track->width, expected.width);
        EXPECT_EQ(track->height, expected.height);
        EXPECT_NEAR(track->frame_rate, expected.frame_rate, 1e-9);
    }
}

TEST(H264, a_configuration_cut_anywhere_is_refused) {
    const auto whole = from_hex(testing::h264_baseline);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_FALSE(read_avcc(ByteSpan(whole).first(size))) << size;
    }
}

TEST(H264, refuses_nal_lengths_that_frames_do_not_have) {
    auto config = from_hex(testing::h264_baseline);
    config[4] = std::byte{0xfd};

    EXPECT_EQ(read_avcc(config).error(), Errc::unsupported);
}

TEST(H264, refuses_a_picture_that_is_larger_than_is_allowed) {
    const auto config = from_hex(testing::h264_1080p_with_scaling_lists);
    const auto sps = ByteSpan(config).subspan(8, 0x19);

    EXPECT_EQ(read_h264_sps(sps, {.side_pixels_max = 1919}).error(), Errc::over_limit);
    EXPECT_EQ(read_h264_sps(sps, {.set_bytes_max = 10}).error(), Errc::over_limit);
    EXPECT_TRUE(read_h264_sps(sps, {.side_pixels_max = 1920}));
}

TEST(H264, a_keyframe_is_an_access_unit_with_an_idr_picture) {
    EXPECT_TRUE(is_h264_keyframe(from_hex("00000002 0910 00000002 6588")));
    EXPECT_FALSE(is_h264_keyframe(from_hex("00000002 0910 00000002 419a")));
    EXPECT_FALSE(is_h264_keyframe(from_hex("00000009 6588")));
    EXPECT_FALSE(is_h264_keyframe({}));
}

}  // namespace
}  // namespace freshet::media
