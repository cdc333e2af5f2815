#include "wire/hls/playlist_reader.hpp"

#include <gtest/gtest.h>

#include "wire/hls/error.hpp"

namespace freshet::hls {
namespace {

const std::string head = "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:2\n";
const std::string map = "#EXT-X-MAP:URI=\"i.mp4\"\n";
const std::string segment = "#EXTINF:2.0,\na.m4s\n";

ErrorCode error_of(const std::string& text) {
    const auto playlist = read_media_playlist(text);
    return playlist ? ErrorCode() : playlist.error();
}

ErrorCode master_error_of(const std::string& text) {
    const auto playlist = read_master_playlist(text);
    return playlist ? ErrorCode() : playlist.error();
}

TEST(PlaylistReader, numbers_each_segment_by_its_discontinuities) {
    const auto playlist =
        read_media_playlist(head + "#EXT-X-DISCONTINUITY-SEQUENCE:4\r\n# a comment\n\n" + map +
                            segment + "#EXT-X-DISCONTINUITY\n" + segment);

    ASSERT_TRUE(playlist);
    ASSERT_EQ(playlist->segments.size(), 2u);
    EXPECT_EQ(playlist->segments[0].discontinuity, 4u);
    EXPECT_EQ(playlist->segments[1].discontinuity, 5u);
    EXPECT_EQ(playlist->segments[1].map_uri, "i.mp4");
    EXPECT_EQ(playlist->segments[1].duration, std::chrono::seconds(2));
}

TEST(PlaylistReader, refuses_what_rfc_8216_forbids) {
    EXPECT_FALSE(error_of(head + map + segment));
    EXPECT_EQ(error_of(""), Errc::no_header);
    EXPECT_EQ(error_of("#EXTM3U8\n"), Errc::no_header);
    EXPECT_EQ(error_of("#EXTM3U\n#EXT-X-VERSION:7\n"), Errc::missing_tag);
    EXPECT_EQ(error_of("#EXTM3U\n#EXT-X-TARGETDURATION:2\n"), Errc::missing_tag);
    EXPECT_EQ(error_of("#EXTM3U\n#EXT-X-VERSION:5\n#EXT-X-TARGETDURATION:2\n" + map + segment),
              Errc::missing_tag);
    EXPECT_EQ(error_of(head + "#EXT-X-VERSION:7\n"), Errc::bad_tag);
    EXPECT_EQ(error_of(head + "#EXT-X-NOVELTY\n"), Errc::bad_tag);
    EXPECT_EQ(error_of(head + segment), Errc::bad_order);
    EXPECT_EQ(error_of(head + map + "a.m4s\n"), Errc::bad_order);
    EXPECT_EQ(error_of(head + map + "#EXTINF:2.0,\n"), Errc::bad_order);
    EXPECT_EQ(error_of(head + map + "#EXTINF:2.0,\n" + segment), Errc::bad_tag);
    EXPECT_EQ(error_of(head + map + "#EXTINF:two,\na.m4s\n"), Errc::bad_tag);
    EXPECT_EQ(error_of(head + "#EXT-X-DISCONTINUITY\n#EXT-X-MEDIA-SEQUENCE:1\n" + map + segment),
              Errc::bad_order);
    EXPECT_EQ(error_of(head + map + segment + "#EXT-X-MEDIA-SEQUENCE:1\n"), Errc::bad_tag);
    EXPECT_EQ(error_of(head + "#EXT-X-MEDIA-SEQUENCE:x\n"), Errc::bad_tag);
    EXPECT_EQ(error_of(head + "#EXT-X-ENDLIST\n" + map + segment), Errc::bad_tag);
    EXPECT_EQ(error_of(head + map + "#EXT-X-PROGRAM-DATE-TIME:yesterday\n" + segment),
              Errc::bad_tag);
}

TEST(PlaylistReader, a_segment_may_be_as_long_as_rounding_allows) {
    EXPECT_FALSE(error_of(head + map + "#EXTINF:2.499999,\na.m4s\n"));
    EXPECT_EQ(error_of(head + map + "#EXTINF:2.500000,\na.m4s\n"), Errc::segment_too_long);
}

TEST(PlaylistReader, holds_no_more_than_its_limits) {
    EXPECT_EQ(read_media_playlist(head + map + segment + segment, {.segments_max = 1}).error(),
              Errc::over_limit);
    EXPECT_EQ(read_media_playlist(head, {.text_bytes_max = 10}).error(), Errc::over_limit);
    EXPECT_EQ(read_master_playlist(head, {.text_bytes_max = 10}).error(), Errc::over_limit);
}

TEST(PlaylistReader, refuses_a_master_that_players_could_not_choose_from) {
    const std::string start = "#EXTM3U\n#EXT-X-VERSION:7\n";
    const std::string audio =
        "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"audio\",NAME=\"A\",URI=\"a.m3u8\"\n";
    const std::string inf = "#EXT-X-STREAM-INF:";
    EXPECT_FALSE(master_error_of(start + inf + "BANDWIDTH=1,CODECS=\"opus\"\nv.m3u8\n"));
    EXPECT_FALSE(master_error_of(start + audio + inf +
                                 "BANDWIDTH=1,CODECS=\"x\",AUDIO=\"audio\"\nv.m3u8\n"));
    EXPECT_EQ(master_error_of(start), Errc::missing_tag);
    EXPECT_EQ(master_error_of(start + inf + "BANDWIDTH=1,CODECS=\"x\"\n"), Errc::bad_order);
    EXPECT_EQ(master_error_of(start + "v.m3u8\n"), Errc::bad_order);
    EXPECT_EQ(master_error_of(start + inf + "CODECS=\"x\"\nv.m3u8\n"), Errc::missing_tag);
    EXPECT_EQ(master_error_of(start + inf + "BANDWIDTH=0,CODECS=\"x\"\nv.m3u8\n"), Errc::bad_tag);
    EXPECT_EQ(
        master_error_of(start + inf + "BANDWIDTH=1,AVERAGE-BANDWIDTH=2,CODECS=\"x\"\nv.m3u8\n"),
        Errc::bad_tag);
    EXPECT_EQ(master_error_of(start + inf + "BANDWIDTH=1,CODECS=\"x\",RESOLUTION=1280\nv.m3u8\n"),
              Errc::bad_tag);
    EXPECT_EQ(master_error_of(start + inf + "BANDWIDTH=1,CODECS=\"x\",AUDIO=\"audio\"\nv.m3u8\n"),
              Errc::bad_tag);
    EXPECT_EQ(master_error_of(start + audio + inf + "BANDWIDTH=1,CODECS=\"x\"\nv.m3u8\n"),
              Errc::missing_tag);
}

}  // namespace
}  // namespace freshet::hls
