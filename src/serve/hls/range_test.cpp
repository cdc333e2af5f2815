#include "serve/hls/range.hpp"

#include <gtest/gtest.h>

namespace freshet::hls {
namespace {

using Kind = ByteRange::Kind;

constexpr std::size_t size = 1000;
const ByteRange whole{.size = size};

ByteRange part(std::size_t offset, std::size_t count) {
    return {.kind = Kind::part, .offset = offset, .size = count};
}

TEST(Range, asks_for_a_part_from_either_end) {
    EXPECT_EQ(read_range("bytes=0-99", size), part(0, 100));
    EXPECT_EQ(read_range("bytes=999-999", size), part(999, 1));
    EXPECT_EQ(read_range("bytes=500-", size), part(500, 500));
    EXPECT_EQ(read_range("bytes=-100", size), part(900, 100));
}

TEST(Range, ends_where_the_body_ends) {
    EXPECT_EQ(read_range("bytes=900-5000", size), part(900, 100));
    EXPECT_EQ(read_range("bytes=-5000", size), part(0, 1000));
}

TEST(Range, beyond_the_body_cannot_be_satisfied) {
    EXPECT_EQ(read_range("bytes=1000-", size).kind, Kind::unsatisfiable);
    EXPECT_EQ(read_range("bytes=1000-2000", size).kind, Kind::unsatisfiable);
    EXPECT_EQ(read_range("bytes=-0", size).kind, Kind::unsatisfiable);
    EXPECT_EQ(read_range("bytes=-1", 0).kind, Kind::unsatisfiable);
}

TEST(Range, what_is_no_single_range_of_bytes_is_ignored) {
    EXPECT_EQ(read_range(std::nullopt, size), whole);
    for (const auto* odd :
         {"", "bytes", "bytes=", "bytes=-", "items=0-1", "bytes=5-2", "bytes=0-1,5-6", "bytes=a-b",
          "bytes=1-2x", "bytes=+1-2", "bytes=--2", "bytes=99999999999999999999-"}) {
        EXPECT_EQ(read_range(odd, size), whole) << odd;
    }
}

}  // namespace
}  // namespace freshet::hls
