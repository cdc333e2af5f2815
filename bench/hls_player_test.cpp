#include "bench/hls_player.hpp"

#include <gmock/gmock.h>

namespace freshet::bench {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

constexpr std::string_view master_text =
    "#EXTM3U\n"
    "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",NAME=\"sound\",URI=\"audio.m3u8?s=1\"\n"
    "#EXT-X-STREAM-INF:BANDWIDTH=2500000,AUDIO=\"a\"\r\n"
    "video.m3u8?s=1\r\n"
    "#EXT-X-STREAM-INF:BANDWIDTH=1\nlow.m3u8\n";

std::string playlist(int first, int count) {
    std::string text =
        "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MAP:URI=\"init.mp4\"\n#EXT-X-MEDIA-SEQUENCE:" +
        std::to_string(first) + "\n";
    for (int i = first; i < first + count; ++i) {
        text +=
            "#EXT-X-PART:DURATION=1,URI=\"part\"\n#EXTINF:2.0,\nseg" + std::to_string(i) + ".m4s\n";
    }
    return text;
}

/// All that the player fetches at one moment, playlists answered.
std::vector<std::string> fetched_at(HlsPlayer& player, MonoTime now, const std::string& list) {
    std::vector<std::string> paths;
    while (const auto fetch = player.next(now)) {
        paths.push_back(fetch->path);
        if (fetch->kind == HlsPlayer::Kind::master) player.came(*fetch, master_text, now);
        if (fetch->kind == HlsPlayer::Kind::playlist) player.came(*fetch, list, now);
    }
    return paths;
}

TEST(HlsPlaylist, names_the_first_variant_and_its_sound) {
    const auto master = read_master(master_text);

    ASSERT_TRUE(master);
    EXPECT_EQ(master->video, "video.m3u8?s=1");
    EXPECT_EQ(master->audio, "audio.m3u8?s=1");
    EXPECT_FALSE(read_master(playlist(0, 3)));
    EXPECT_FALSE(read_media("<html>"));
}

TEST(HlsPlaylist, prefers_a_variant_with_a_picture) {
    const auto master = read_master(
        "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nsound.m3u8\n"
        "#EXT-X-STREAM-INF:BANDWIDTH=2,RESOLUTION=16x9\nhigh.m3u8\n"
        "#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=8x4\nlow.m3u8\n");

    ASSERT_TRUE(master);
    EXPECT_EQ(master->video, "high.m3u8");
    EXPECT_FALSE(master->audio);
}

TEST(HlsPlaylist, resolves_uris_against_the_playlist) {
    EXPECT_EQ(resolve("/hls/ada/master.m3u8?t=/x", "video.m3u8"), "/hls/ada/video.m3u8");
    EXPECT_EQ(resolve("/hls/ada/master.m3u8", "/other.m3u8"), "/other.m3u8");
    EXPECT_EQ(resolve("/a", "http://127.0.0.1:8080/b/c"), "/b/c");
}

TEST(HlsPlayer, begins_three_segments_before_the_end_in_picture_and_sound) {
    HlsPlayer player("/hls/ada/master.m3u8");

    EXPECT_THAT(fetched_at(player, MonoTime(1s), playlist(10, 5)),
                ElementsAre("/hls/ada/master.m3u8", "/hls/ada/video.m3u8?s=1", "/hls/ada/init.mp4",
                            "/hls/ada/seg12.m4s", "/hls/ada/seg13.m4s", "/hls/ada/seg14.m4s",
                            "/hls/ada/audio.m3u8?s=1", "/hls/ada/init.mp4", "/hls/ada/seg12.m4s",
                            "/hls/ada/seg13.m4s", "/hls/ada/seg14.m4s"));
}

TEST(HlsPlayer, asks_again_after_the_target_duration_and_sooner_when_nothing_was_new) {
    HlsPlayer player("/hls/ada/master.m3u8");
    fetched_at(player, MonoTime(1s), playlist(10, 5));
    EXPECT_EQ(player.wake_at(), MonoTime(3s));

    EXPECT_THAT(fetched_at(player, MonoTime(3s), playlist(10, 5)),
                ElementsAre("/hls/ada/video.m3u8?s=1", "/hls/ada/audio.m3u8?s=1"));
    EXPECT_EQ(player.wake_at(), MonoTime(4s));

    EXPECT_THAT(fetched_at(player, MonoTime(4s), playlist(11, 5)),
                ElementsAre("/hls/ada/video.m3u8?s=1", "/hls/ada/seg15.m4s",
                            "/hls/ada/audio.m3u8?s=1", "/hls/ada/seg15.m4s"));
}

TEST(HlsPlayer, goes_on_with_what_is_left_when_it_was_too_slow) {
    HlsPlayer player("/hls/ada/master.m3u8");
    fetched_at(player, MonoTime(1s), playlist(10, 5));

    EXPECT_THAT(fetched_at(player, MonoTime(60s), playlist(40, 2)),
                ElementsAre("/hls/ada/video.m3u8?s=1", "/hls/ada/seg40.m4s", "/hls/ada/seg41.m4s",
                            "/hls/ada/audio.m3u8?s=1", "/hls/ada/seg40.m4s", "/hls/ada/seg41.m4s"));
}

TEST(HlsPlayer, tries_again_after_a_second_when_nothing_came) {
    HlsPlayer player("/hls/ada/master.m3u8");
    EXPECT_TRUE(player.next(MonoTime(1s)));

    EXPECT_FALSE(player.next(MonoTime(1s)));
    EXPECT_EQ(player.wake_at(), MonoTime(2s));
}

}  // namespace
}  // namespace freshet::bench
