#include "wire/mp4/header_reader.hpp"

#include <gtest/gtest.h>

#include "wire/mp4/box_reader.hpp"
#include "wire/mp4/error.hpp"
#include "wire/mp4/testing/fragmented.hpp"

namespace freshet::mp4 {
namespace {

Bytes moov_of(const media::Track& track) {
    const auto init = write_init(track);
    const auto moov = find_box(init, media::fourcc("moov")).value();
    return {moov.begin(), moov.end()};
}

TEST(HeaderReader, reads_what_players_are_told_of_a_picture) {
    const auto header = read_fragmented_header(moov_of(testing::video_track()));

    ASSERT_TRUE(header);
    EXPECT_EQ(header->time_scale, 90'000u);
    EXPECT_EQ(header->track.codec, media::Codec::h264);
    EXPECT_EQ(header->track.codec_string, "avc1.640028");
    EXPECT_EQ(header->track.width, 1920u);
    EXPECT_EQ(header->track.height, 1080u);
}

TEST(HeaderReader, reads_what_players_are_told_of_sound) {
    const auto header = read_fragmented_header(moov_of(testing::audio_track()));

    ASSERT_TRUE(header);
    EXPECT_EQ(header->time_scale, 48'000u);
    EXPECT_EQ(header->track.codec_string, "mp4a.40.2");
    EXPECT_EQ(header->track.sample_rate_hz, 48'000u);
    EXPECT_EQ(header->track.channels, 2u);
}

TEST(HeaderReader, knows_no_other_codec) {
    const media::Track opus{.codec = media::Codec::opus,
                            .config = media::testing::from_hex(media::testing::opus),
                            .sample_rate_hz = 48'000,
                            .channels = 2};

    EXPECT_EQ(read_fragmented_header(moov_of(opus)).error(), Errc::unsupported);
}

TEST(HeaderReader, refuses_two_tracks) {
    auto moov = moov_of(testing::video_track());
    append(moov, moov_of(testing::audio_track()));

    EXPECT_EQ(read_fragmented_header(moov).error(), Errc::unsupported);
}

TEST(HeaderReader, refuses_whatever_is_cut_off) {
    const auto moov = moov_of(testing::audio_track());
    for (std::size_t size = 0; size < moov.size(); ++size)
        EXPECT_FALSE(read_fragmented_header(ByteSpan(moov).first(size))) << size;
}

}  // namespace
}  // namespace freshet::mp4
