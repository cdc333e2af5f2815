#include "media/mp3.hpp"

#include <gtest/gtest.h>

#include "media/error.hpp"
#include "media/testing/hex.hpp"

namespace freshet::media {
namespace {

using testing::from_hex;

TEST(Mp3, reads_the_head_of_each_version) {
    const auto mpeg1 = read_mp3_header(from_hex("fffb9044"));
    const auto mpeg2 = read_mp3_header(from_hex("fff380c4"));
    const auto mpeg25 = read_mp3_header(from_hex("ffe380c4"));

    ASSERT_TRUE(mpeg1 && mpeg2 && mpeg25);
    EXPECT_EQ(mpeg1->sample_rate_hz, 44'100u);
    EXPECT_EQ(mpeg1->channels, 2u);
    EXPECT_EQ(mpeg1->samples, 1152u);
    EXPECT_EQ(mpeg2->sample_rate_hz, 22'050u);
    EXPECT_EQ(mpeg2->channels, 1u);
    EXPECT_EQ(mpeg2->samples, 576u);
    EXPECT_EQ(mpeg25->sample_rate_hz, 11'025u);
}

TEST(Mp3, a_track_names_the_object_type_of_its_version) {
    EXPECT_EQ(read_mp3_frame(from_hex("fffb9044"))->codec_string, "mp4a.6B");
    EXPECT_EQ(read_mp3_frame(from_hex("fff380c4"))->codec_string, "mp4a.69");
}

TEST(Mp3, refuses_what_is_no_layer_three) {
    for (const auto* bad : {"fffb90", "00fb9044", "fffd9044", "fffb9c44", "fffbf044", "ffeb9044"}) {
        EXPECT_FALSE(read_mp3_header(from_hex(bad))) << bad;
    }
    EXPECT_EQ(read_mp3_frame(from_hex("fffb9c44")).error(), Errc::malformed);
    EXPECT_EQ(read_mp3_frame({}).error(), Errc::truncated);
}

}  // namespace
}  // namespace freshet::media
