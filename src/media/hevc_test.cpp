#include "media/hevc.hpp"

#include <gtest/gtest.h>

#include "media/error.hpp"
#include "media/testing/configurations.hpp"
#include "media/testing/hex.hpp"

namespace freshet::media {
namespace {

using testing::from_hex;

TEST(Hevc, reads_what_x265_writes) {
    const auto track = read_hvcc(from_hex(testing::hevc_1080p));

    ASSERT_TRUE(track);
    EXPECT_EQ(track->codec_string, "hvc1.1.6.L120.90");
    EXPECT_EQ(track->width, 1920u);
    EXPECT_EQ(track->height, 1080u);
    EXPECT_NEAR(track->frame_rate, 24, 1e-9);
}

TEST(Hevc, names_ten_bits_and_the_high_tier) {
    const auto track = read_hvcc(from_hex(testing::hevc_main10_high_tier));

    ASSERT_TRUE(track);
    EXPECT_EQ(track->codec_string, "hvc1.2.4.H120.90");
    EXPECT_EQ(track->width, 320u);
    EXPECT_EQ(track->height, 180u);
    EXPECT_NEAR(track->frame_rate, 30, 1e-9);
}

TEST(Hevc, writes_profile_space_and_constraints_as_annex_e_says) {
    auto config = from_hex(testing::hevc_1080p);
    config[1] = std::byte{0x41};  // Space A.
    config[6] = std::byte{0xb0};
    config[7] = std::byte{0x00};
    config[8] = std::byte{0x23};

    EXPECT_EQ(read_hvcc(config)->codec_string, "hvc1.A1.6.L120.B0.0.23");
}

TEST(Hevc, a_configuration_cut_anywhere_is_refused) {
    const auto whole = from_hex(testing::hevc_1080p);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_FALSE(read_hvcc(ByteSpan(whole).first(size))) << size;
    }
}

TEST(Hevc, refuses_a_configuration_without_a_sequence_parameter_set) {
    auto config = from_hex(testing::hevc_1080p);
    config[22] = std::byte{1};  // The VPS alone.

    EXPECT_EQ(read_hvcc(config).error(), Errc::malformed);
}

TEST(Hevc, a_keyframe_is_an_access_unit_with_an_irap_picture) {
    EXPECT_TRUE(is_hevc_keyframe(from_hex("00000003 460150 00000003 2801af")));   // AUD, IDR_N_LP.
    EXPECT_TRUE(is_hevc_keyframe(from_hex("00000003 2a01af")));                   // CRA.
    EXPECT_FALSE(is_hevc_keyframe(from_hex("00000003 460150 00000003 0201d0")));  // TRAIL_R.
}

}  // namespace
}  // namespace freshet::media
