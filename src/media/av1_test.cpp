#include "media/av1.hpp"

#include <gtest/gtest.h>

#include "media/error.hpp"
#include "media/testing/configurations.hpp"
#include "media/testing/hex.hpp"

namespace freshet::media {
namespace {

using testing::from_hex;

TEST(Av1, reads_what_libaom_writes) {
    const auto track = read_av1c(from_hex(testing::av1_aom));

    ASSERT_TRUE(track);
    EXPECT_EQ(track->codec_string, "av01.0.00M.08");
    EXPECT_EQ(track->width, 320u);
    EXPECT_EQ(track->height, 180u);
}

TEST(Av1, names_the_colours_where_they_are_not_the_usual_ones) {
    const auto track = read_av1c(from_hex(testing::av1_svt_hdr));

    ASSERT_TRUE(track);
    EXPECT_EQ(track->codec_string, "av01.0.05M.10.0.110.09.16.09.0");
    EXPECT_EQ(track->width, 1280u);
    EXPECT_EQ(track->height, 720u);
}

TEST(Av1, a_configuration_without_a_sequence_header_tells_the_codec_alone) {
    const auto track = read_av1c(from_hex("81084c00"));

    ASSERT_TRUE(track);
    EXPECT_EQ(track->codec_string, "av01.0.08M.10");
    EXPECT_EQ(track->width, 0u);
}

TEST(Av1, refuses_what_ends_in_the_middle) {
    const auto whole = from_hex(testing::av1_aom);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        if (size == 4) continue;
        EXPECT_FALSE(read_av1c(ByteSpan(whole).first(size))) << size;
    }
    EXPECT_EQ(read_av1c(from_hex("01000c00")).error(), Errc::malformed);
}

TEST(Av1, a_keyframe_is_a_sequence_header_and_a_shown_key_frame) {
    // Temporal delimiter, sequence header, frame: as libaom begins a stream.
    EXPECT_TRUE(is_av1_keyframe(from_hex("1200 0a0b000000043cfeccdaf90040 3202 1000")));
    EXPECT_FALSE(is_av1_keyframe(from_hex("1200 3202 1000")));  // No header.
    EXPECT_FALSE(is_av1_keyframe(from_hex("1200 0a0b000000043cfeccdaf90040 3202 3000")));  // Inter.
    EXPECT_FALSE(
        is_av1_keyframe(from_hex("1200 0a0b000000043cfeccdaf90040 3202 9000")));  // Shown again.
    EXPECT_FALSE(is_av1_keyframe(from_hex("1200 0a7f")));
}

}  // namespace
}  // namespace freshet::media
