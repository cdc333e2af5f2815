#include "media/vp9.hpp"

#include <gtest/gtest.h>

#include "media/error.hpp"
#include "media/testing/configurations.hpp"
#include "media/testing/hex.hpp"

namespace freshet::media {
namespace {

using testing::from_hex;

TEST(Vp9, reads_a_configuration_with_and_without_its_full_box_head) {
    const auto with_head = read_vpcc(from_hex(testing::vp9));
    const auto without = read_vpcc(from_hex("000b820202020000"));

    ASSERT_TRUE(with_head);
    ASSERT_TRUE(without);
    EXPECT_EQ(with_head->codec_string, "vp09.00.11.08");
    EXPECT_EQ(without->codec_string, with_head->codec_string);
    EXPECT_EQ(with_vpcc_head(from_hex("000b820202020000")), from_hex(testing::vp9));
    EXPECT_EQ(with_vpcc_head(from_hex(testing::vp9)), from_hex(testing::vp9));
}

TEST(Vp9, names_what_is_not_usual) {
    EXPECT_EQ(read_vpcc(from_hex("0233a30910090000"))->codec_string,
              "vp09.02.51.10.01.09.16.09.01");
}

TEST(Vp9, refuses_what_no_profile_or_depth_is) {
    EXPECT_EQ(read_vpcc(from_hex("040b820202020000")).error(), Errc::malformed);
    EXPECT_EQ(read_vpcc(from_hex("000b220202020000")).error(), Errc::malformed);
    EXPECT_EQ(read_vpcc(from_hex("000b8202020200")).error(), Errc::truncated);
}

TEST(Vp9, a_key_frame_tells_the_size_and_another_does_not) {
    const auto size = vp9_frame_size(from_hex("824983420013f00b3606"));

    ASSERT_TRUE(size);
    EXPECT_EQ(size->width, 320u);
    EXPECT_EQ(size->height, 180u);
    EXPECT_FALSE(vp9_frame_size(from_hex("8649834200 13f00b36")));    // An inter frame.
    EXPECT_FALSE(vp9_frame_size(from_hex("82498342 0013f0")));        // Cut.
    EXPECT_FALSE(vp9_frame_size(from_hex("82000000 0013f00b3606")));  // No sync code.
}

}  // namespace
}  // namespace freshet::media
