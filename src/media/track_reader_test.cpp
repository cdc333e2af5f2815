#include "media/track_reader.hpp"

#include <gtest/gtest.h>

#include "media/error.hpp"
#include "media/testing/configurations.hpp"
#include "media/testing/hex.hpp"

namespace freshet::media {
namespace {

using testing::from_hex;

TEST(TrackReader, keeps_the_configuration_as_mp4_carries_it) {
    const auto h264 = make_track(Codec::h264, from_hex(testing::h264_baseline));
    const auto vp9 = make_track(Codec::vp9, from_hex("000b820202020000"));
    const auto mp3 = make_track(Codec::mp3, from_hex("fffb904400000000"));

    ASSERT_TRUE(h264 && vp9 && mp3);
    EXPECT_EQ(h264->config, from_hex(testing::h264_baseline));
    EXPECT_EQ(vp9->config, from_hex(testing::vp9));
    EXPECT_TRUE(mp3->config.empty());
}

TEST(TrackReader, knows_every_codec) {
    const std::pair<Codec, std::string_view> all[]{
        {Codec::h264, testing::h264_baseline},
        {Codec::hevc, testing::hevc_1080p},
        {Codec::av1, testing::av1_aom},
        {Codec::vp9, testing::vp9},
        {Codec::aac, "1190"},
        {Codec::opus, testing::opus},
        {Codec::mp3, "fffb9044"},
    };
    ASSERT_EQ(std::size(all), codecs.size());
    for (const auto& [codec, config] : all) {
        const auto track = make_track(codec, from_hex(config));

        ASSERT_TRUE(track) << traits(codec).name;
        EXPECT_EQ(track->codec, codec);
        EXPECT_FALSE(track->codec_string.empty());
        EXPECT_EQ(track->kind() == Kind::audio, track->sample_rate_hz > 0);
    }
}

TEST(TrackReader, refuses_a_configuration_without_end) {
    EXPECT_EQ(make_track(Codec::av1, Bytes(100'000)).error(), Errc::over_limit);
}

}  // namespace
}  // namespace freshet::media
