#include "wire/rtmp/aggregate.hpp"

#include <gtest/gtest.h>

#include "wire/rtmp/error.hpp"
#include "wire/testing/hex.hpp"

namespace freshet::rtmp {
namespace {

using freshet::testing::from_hex;

Message aggregate_of(std::string_view hex, std::uint32_t timestamp_ms = 1000) {
    return {.timestamp_ms = timestamp_ms,
            .stream_id = 1,
            .type = aggregate,
            .payload = Slice(from_hex(hex))};
}

constexpr std::string_view two_parts =
    "08 000002 000010 00 000000 af01 0000000d"
    "09 000003 000026 01 000000 270100 0000000e";

TEST(Aggregate, is_taken_apart_with_times_that_count_from_its_own) {
    const auto whole = aggregate_of(two_parts);

    const auto parts = split_aggregate(whole, 2);

    ASSERT_TRUE(parts);
    ASSERT_EQ(parts->size(), 2u);
    EXPECT_EQ((*parts)[0].type, audio);
    EXPECT_EQ((*parts)[0].timestamp_ms, 1000u);
    EXPECT_EQ((*parts)[0].stream_id, 1u);
    EXPECT_EQ((*parts)[1].type, video);
    EXPECT_EQ((*parts)[1].timestamp_ms, 1000u + 0x1000016u);
    EXPECT_EQ((*parts)[1].payload.bytes().data(), whole.payload.bytes().data() + 28)
        << "not copied";
    EXPECT_EQ((*parts)[1].payload.size(), 3u);
}

TEST(Aggregate, may_end_without_its_last_back_pointer_and_may_be_empty) {
    EXPECT_EQ(split_aggregate(aggregate_of("08 000002 000010 00 000000 af01"), 9)->size(), 1u);
    EXPECT_EQ(split_aggregate(aggregate_of(""), 9)->size(), 0u);
}

TEST(Aggregate, is_refused_wherever_else_it_is_cut) {
    const auto bytes = from_hex(two_parts);
    for (std::size_t size = 1; size < bytes.size(); ++size) {
        if (size == 13 || size == 17 || size == 31)
            continue;  // Behind a part, or its back pointer.
        const Message cut{.type = aggregate, .payload = Slice(bytes).sub(0, size)};

        EXPECT_EQ(split_aggregate(cut, 9).error(), Errc::bad_aggregate) << size;
    }
}

TEST(Aggregate, is_refused_with_more_parts_than_allowed) {
    EXPECT_EQ(split_aggregate(aggregate_of(two_parts), 1).error(), Errc::bad_aggregate);
}

}  // namespace
}  // namespace freshet::rtmp
