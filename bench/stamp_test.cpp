#include "bench/stamp.hpp"

#include <gtest/gtest.h>

namespace freshet::bench {
namespace {

TEST(Stamp, is_found_behind_whatever_a_server_puts_in_front) {
    const MonoTime when(std::chrono::microseconds(0x123456789abc));
    auto nal = make_stamp();
    set_stamp(std::span(nal).subspan(stamp_digits_offset).first<stamp_digits>(), when);
    Bytes picture = to_bytes("some NAL units");
    append(picture, nal);
    append(picture, "and the picture");

    EXPECT_EQ(find_stamp(picture), when);
}

TEST(Stamp, that_is_cut_short_is_none) {
    auto nal = make_stamp();

    EXPECT_TRUE(find_stamp(ByteSpan(nal).first(nal.size() - 1)));
    EXPECT_FALSE(find_stamp(ByteSpan(nal).first(nal.size() - 2)));
    EXPECT_FALSE(find_stamp({}));
}

TEST(Stamp, says_its_own_length) {
    const auto nal = make_stamp();

    EXPECT_EQ(ByteReader(nal).u32(), nal.size() - 4);
}

}  // namespace
}  // namespace freshet::bench
