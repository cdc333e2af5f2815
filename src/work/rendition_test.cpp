#include "work/rendition.hpp"

#include <gtest/gtest.h>

#include "wire/hls/playlist_reader.hpp"
#include "wire/mp4/fragment_index.hpp"

namespace freshet::work {
namespace {

using namespace std::chrono_literals;

/// Fragments of so many bytes each, two seconds long, from ten seconds on.
mp4::FragmentIndex index_of(std::initializer_list<std::uint64_t> sizes) {
    mp4::FragmentIndex index{.init = {.offset = 0, .size = 1000}};
    index.header.time_scale = 1000;
    index.header.track = {
        .codec = media::Codec::h264, .codec_string = "avc1.64001f", .width = 1280, .height = 720};
    std::uint64_t offset = 1000;
    std::uint64_t start = 10'000;
    for (const auto size : sizes) {
        index.fragments.push_back({.bytes = {.offset = offset, .size = size},
                                   .start = start,
                                   .duration = 2000,
                                   .samples = 50,
                                   .starts_with_keyframe = true});
        offset += size;
        start += 2000;
    }
    return index;
}

TEST(Describe, tells_what_players_choose_by) {
    const auto made = describe(index_of({100'000, 100'000, 300'000, 300'000}), "720p", 801'000);

    const auto& rendition = made.rendition;
    EXPECT_EQ(rendition.name, "720p");
    EXPECT_EQ(rendition.kind, vod::RenditionKind::video);
    EXPECT_EQ(rendition.file, "720p.mp4");
    EXPECT_EQ(rendition.playlist, "720p.m3u8");
    EXPECT_EQ(rendition.codecs, "avc1.64001f");
    EXPECT_EQ(rendition.width, 1280u);
    EXPECT_EQ(rendition.frame_rate, 25);
    EXPECT_EQ(rendition.bandwidth, 600'000u * 8 / 4);
    EXPECT_EQ(rendition.average_bandwidth, 800'000u * 8 / 8);
    EXPECT_EQ(rendition.size_bytes, 801'000 + made.playlist.size());
    EXPECT_EQ(made.start, 10s);
    EXPECT_EQ(made.end, 18s);
    EXPECT_EQ(made.longest_segment, 4s);
}

TEST(Describe, a_short_end_is_no_peak) {
    auto index = index_of({100'000, 100'000, 500'000});
    index.fragments.back().duration = 40;

    const auto made = describe(index, "source", 701'000);

    EXPECT_EQ(made.rendition.average_bandwidth, 1'386'139u);
    EXPECT_EQ(made.rendition.bandwidth, made.rendition.average_bandwidth);
}

TEST(Describe, writes_a_playlist_of_one_file) {
    const auto made = describe(index_of({100, 200, 300}), "source", 1600);

    const auto playlist = hls::read_media_playlist(made.playlist);

    ASSERT_TRUE(playlist) << made.playlist;
    EXPECT_TRUE(playlist->has_ended && playlist->is_on_demand && playlist->is_independent);
    EXPECT_EQ(playlist->target_duration_s, 4u);
    ASSERT_EQ(playlist->segments.size(), 2u);
    EXPECT_EQ(playlist->segments[0].uri, "source.mp4");
    EXPECT_EQ(playlist->segments[0].range, (hls::ByteRange{.offset = 1000, .size = 300}));
    EXPECT_EQ(playlist->segments[0].map_range, (hls::ByteRange{.offset = 0, .size = 1000}));
    EXPECT_EQ(playlist->segments[1].range, (hls::ByteRange{.offset = 1300, .size = 300}));
}

}  // namespace
}  // namespace freshet::work
