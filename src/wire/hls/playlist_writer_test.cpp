#include "wire/hls/playlist_writer.hpp"

#include <gtest/gtest.h>

#include "wire/hls/playlist_reader.hpp"

namespace freshet::hls {
namespace {

using namespace std::chrono_literals;

MediaPlaylist three_segments() {
    const WallTime date = *from_rfc3339("2026-01-31T12:00:00Z");
    return {
        .target_duration_s = 2,
        .media_sequence = 17,
        .discontinuity_sequence = 3,
        .is_independent = true,
        .segments = {{.uri = "v-17.m4s",
                      .map_uri = "v-init0.mp4",
                      .duration = 2s,
                      .discontinuity = 3,
                      .program_date_time = date},
                     {.uri = "v-18.m4s",
                      .map_uri = "v-init0.mp4",
                      .duration = 1'960ms,
                      .discontinuity = 3,
                      .program_date_time = date + 2s},
                     {.uri = "v-19.m4s",
                      .map_uri = "v-init1.mp4",
                      .duration = 2'400ms,
                      .discontinuity = 5}},
    };
}

TEST(PlaylistWriter, writes_a_live_playlist) {
    EXPECT_EQ(write(three_segments()),
              "#EXTM3U\n"
              "#EXT-X-VERSION:7\n"
              "#EXT-X-TARGETDURATION:2\n"
              "#EXT-X-MEDIA-SEQUENCE:17\n"
              "#EXT-X-DISCONTINUITY-SEQUENCE:3\n"
              "#EXT-X-INDEPENDENT-SEGMENTS\n"
              "#EXT-X-MAP:URI=\"v-init0.mp4\"\n"
              "#EXT-X-PROGRAM-DATE-TIME:2026-01-31T12:00:00.000Z\n"
              "#EXTINF:2.000000,\n"
              "v-17.m4s\n"
              "#EXT-X-PROGRAM-DATE-TIME:2026-01-31T12:00:02.000Z\n"
              "#EXTINF:1.960000,\n"
              "v-18.m4s\n"
              "#EXT-X-DISCONTINUITY\n"
              "#EXT-X-DISCONTINUITY\n"
              "#EXT-X-MAP:URI=\"v-init1.mp4\"\n"
              "#EXTINF:2.400000,\n"
              "v-19.m4s\n");
}

TEST(PlaylistWriter, what_it_writes_is_read_back_the_same) {
    auto playlist = three_segments();
    EXPECT_EQ(read_media_playlist(write(playlist)), playlist);

    playlist.has_ended = true;
    playlist.is_independent = false;
    EXPECT_EQ(read_media_playlist(write(playlist)), playlist);

    const MediaPlaylist empty{
        .target_duration_s = 2, .media_sequence = 4, .discontinuity_sequence = 1};
    EXPECT_EQ(read_media_playlist(write(empty)), empty);
}

TEST(PlaylistWriter, segments_of_one_file_say_where_they_lie) {
    const MediaPlaylist playlist{
        .target_duration_s = 4,
        .is_independent = true,
        .has_ended = true,
        .is_on_demand = true,
        .segments = {{.uri = "source.mp4",
                      .range = ByteRange{.offset = 800, .size = 5'000'000'000},
                      .map_uri = "source.mp4",
                      .map_range = ByteRange{.offset = 0, .size = 800},
                      .duration = 4s},
                     {.uri = "source.mp4",
                      .range = ByteRange{.offset = 5'000'000'800, .size = 70},
                      .map_uri = "source.mp4",
                      .map_range = ByteRange{.offset = 0, .size = 800},
                      .duration = 1500ms}},
    };

    EXPECT_EQ(write(playlist),
              "#EXTM3U\n"
              "#EXT-X-VERSION:7\n"
              "#EXT-X-TARGETDURATION:4\n"
              "#EXT-X-MEDIA-SEQUENCE:0\n"
              "#EXT-X-PLAYLIST-TYPE:VOD\n"
              "#EXT-X-INDEPENDENT-SEGMENTS\n"
              "#EXT-X-MAP:URI=\"source.mp4\",BYTERANGE=\"800@0\"\n"
              "#EXTINF:4.000000,\n"
              "#EXT-X-BYTERANGE:5000000000@800\n"
              "source.mp4\n"
              "#EXTINF:1.500000,\n"
              "#EXT-X-BYTERANGE:70@5000000800\n"
              "source.mp4\n"
              "#EXT-X-ENDLIST\n");
    EXPECT_EQ(read_media_playlist(write(playlist)), playlist);
}

TEST(PlaylistWriter, a_master_names_sound_apart_and_says_what_players_choose_by) {
    const MasterPlaylist playlist{
        .variants = {{.uri = "video.m3u8",
                      .codecs = "avc1.64001f,mp4a.40.2",
                      .bandwidth = 3'000'000,
                      .average_bandwidth = 2'500'000,
                      .width = 1280,
                      .height = 720,
                      .frame_rate = 30000 / 1001.0}},
        .audio_uri = "audio.m3u8",
        .audio_channels = 2,
    };

    EXPECT_EQ(
        write(playlist, "?s=ab"),
        "#EXTM3U\n"
        "#EXT-X-VERSION:7\n"
        "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"audio\",NAME=\"Audio\",DEFAULT=YES,AUTOSELECT=YES,"
        "CHANNELS=\"2\",URI=\"audio.m3u8?s=ab\"\n"
        "#EXT-X-STREAM-INF:BANDWIDTH=3000000,AVERAGE-BANDWIDTH=2500000,"
        "CODECS=\"avc1.64001f,mp4a.40.2\",RESOLUTION=1280x720,FRAME-RATE=29.970,AUDIO=\"audio\"\n"
        "video.m3u8?s=ab\n");
}

TEST(PlaylistWriter, a_master_of_one_track_has_no_groups) {
    const MasterPlaylist playlist{
        .variants = {{.uri = "audio.m3u8", .codecs = "opus", .bandwidth = 64'000}}};

    EXPECT_EQ(write(playlist),
              "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS=\"opus\"\naudio."
              "m3u8\n");
    EXPECT_EQ(read_master_playlist(write(playlist)), playlist);
}

}  // namespace
}  // namespace freshet::hls
