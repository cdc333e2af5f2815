#include "serve/vod/playlists.hpp"

#include <gtest/gtest.h>

#include "serve/vod/testing/cinema.hpp"

namespace freshet::vod {
namespace {

struct VideoPlaylists : ::testing::Test {
    hls::MasterPlaylist master() { return master_of(cinema.video()); }

    testing::Cinema cinema;
};

TEST_F(VideoPlaylists, a_variant_is_a_picture_with_its_sound) {
    const auto playlist = master();

    ASSERT_EQ(playlist.variants.size(), 1u);
    EXPECT_EQ(playlist.variants[0], (hls::Variant{.uri = "7/source.m3u8",
                                                  .codecs = "avc1.64001f,mp4a.40.2",
                                                  .bandwidth = 3'130'000,
                                                  .average_bandwidth = 2'128'000,
                                                  .width = 1280,
                                                  .height = 720,
                                                  .frame_rate = 25}));
    EXPECT_EQ(playlist.audio_uri, "8/audio.m3u8");
}

TEST_F(VideoPlaylists, a_picture_without_sound_stands_alone) {
    cinema.video().renditions.pop_back();

    ASSERT_EQ(master().variants.size(), 1u);
    EXPECT_EQ(master().variants[0].codecs, "avc1.64001f");
    EXPECT_EQ(master().audio_uri, "");
}

TEST_F(VideoPlaylists, sound_without_a_picture_is_the_only_variant) {
    cinema.video().renditions.erase(cinema.video().renditions.begin());

    ASSERT_EQ(master().variants.size(), 1u);
    EXPECT_EQ(master().variants[0].uri, "8/audio.m3u8");
    EXPECT_EQ(master().variants[0].codecs, "mp4a.40.2");
    EXPECT_EQ(master().audio_uri, "");
}

TEST_F(VideoPlaylists, what_has_no_rendition_has_no_variant) {
    cinema.video().renditions.clear();

    EXPECT_TRUE(master().variants.empty());
}

}  // namespace
}  // namespace freshet::vod
