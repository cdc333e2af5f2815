#include "media/nal.hpp"

#include <gtest/gtest.h>

#include "media/bit_reader.hpp"
#include "media/testing/hex.hpp"

namespace freshet::media {
namespace {

using testing::from_hex;

TEST(NalWalk, gives_each_unit_and_passes_over_empty_ones) {
    const auto payload = from_hex("00000002 6588 00000000 00000001 41");
    NalWalk units(payload);

    EXPECT_EQ(units.next()->size(), 2u);
    EXPECT_EQ((*units.next())[0], std::byte{0x41});
    EXPECT_FALSE(units.next());
}

TEST(NalWalk, stops_at_a_length_that_does_not_fit) {
    const auto payload = from_hex("00000001 65 00000009 41");
    NalWalk units(payload);

    EXPECT_TRUE(units.next());
    EXPECT_FALSE(units.next());
}

TEST(EmulationPrevention, takes_out_a_three_behind_two_zeros_and_no_other) {
    EXPECT_EQ(without_emulation_prevention(from_hex("000003010003000003000003")),
              from_hex("000001000300000000"));
}

TEST(BitReader, reads_exp_golomb_of_either_sign) {
    // 1 010 011 00100 00101, then se: 010 011
    const auto bytes = from_hex("a642a6");
    BitReader bits(bytes);

    EXPECT_EQ(bits.ue(), 0u);
    EXPECT_EQ(bits.ue(), 1u);
    EXPECT_EQ(bits.ue(), 2u);
    EXPECT_EQ(bits.ue(), 3u);
    EXPECT_EQ(bits.ue(), 4u);
    EXPECT_EQ(bits.se(), 1);
    EXPECT_EQ(bits.se(), -1);
    EXPECT_TRUE(bits.ok());
}

TEST(BitReader, past_the_end_reads_zeros_and_says_so_for_good) {
    const auto bytes = from_hex("ff");
    BitReader bits(bytes);

    EXPECT_EQ(bits.bits(9), 0u);
    EXPECT_FALSE(bits.ok());
    EXPECT_EQ(bits.bits(1), 0u);
}

TEST(BitReader, refuses_a_golomb_number_of_more_than_32_bits) {
    const auto bytes = from_hex("00000000 ffffffff ff");
    BitReader bits(bytes);

    EXPECT_EQ(bits.ue(), 0u);
    EXPECT_FALSE(bits.ok());
}

}  // namespace
}  // namespace freshet::media
