#include "wire/flv/enhanced_body.hpp"

#include <gtest/gtest.h>

#include "media/codec.hpp"
#include "wire/flv/error.hpp"
#include "wire/testing/hex.hpp"

namespace freshet::flv {
namespace {

using freshet::testing::from_hex;

// Video and audio bodies have tests of their own for each form; here is what only shows at this
// height.

TEST(EnhancedBody, keeps_the_first_of_two_tracks_that_are_both_numbered_0) {
    const auto bytes = from_hex("11 61763031 00 000001 aa 00 000001 bb");

    const auto body =
        read_enhanced_body(ByteReader(bytes), video_multitrack_packet, video_multitrack_packet);

    ASSERT_TRUE(body);
    EXPECT_EQ(body->packet_type, coded_frames_packet);
    EXPECT_EQ(body->fourcc, media::fourcc("av01"));
    EXPECT_TRUE(std::ranges::equal(body->data, from_hex("aa")));
    EXPECT_EQ(body->other_tracks, 1u);
}

TEST(EnhancedBody, reads_multitrack_behind_extensions) {
    const auto bytes = from_hex("02 000005 06 01 61763031 00 aa");

    const auto body = read_enhanced_body(ByteReader(bytes), mod_ex_packet, video_multitrack_packet);

    ASSERT_TRUE(body);
    EXPECT_EQ(body->offset_ns, 5u);
    EXPECT_EQ(body->packet_type, coded_frames_packet);
}

TEST(EnhancedBody, never_takes_the_packet_inside_multitrack_for_another_multitrack) {
    const auto bytes = from_hex("06 61763031 00 06 61763031 00 aa");

    const auto body =
        read_enhanced_body(ByteReader(bytes), video_multitrack_packet, video_multitrack_packet);

    ASSERT_TRUE(body);
    EXPECT_EQ(body->packet_type, video_multitrack_packet);
    EXPECT_EQ(body->data.size(), 7u);
}

TEST(EnhancedBody, ends_however_many_extensions_there_are) {
    const auto extension = from_hex("00 00 07");
    Bytes bytes;
    for (int i = 0; i < 100000; ++i) append(bytes, extension);

    EXPECT_EQ(read_enhanced_body(ByteReader(bytes), mod_ex_packet, video_multitrack_packet).error(),
              Errc::truncated);
}

}  // namespace
}  // namespace freshet::flv
