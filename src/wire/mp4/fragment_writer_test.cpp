#include "wire/mp4/fragment_writer.hpp"

#include <gtest/gtest.h>

#include "wire/mp4/testing/box_reader.hpp"

namespace freshet::mp4 {
namespace {

using testing::find;
using testing::number_at;

std::vector<Sample> two_samples() {
    return {{.payload = Slice(to_bytes("key")), .duration = 3000, .composition_offset = 6000},
            {.payload = Slice(to_bytes("delta")),
             .duration = 3003,
             .composition_offset = -3000,
             .is_sync = false}};
}

Bytes whole(const Fragment& fragment) {
    auto bytes = fragment.head;
    for (const auto& payload : fragment.payload) append(bytes, payload.bytes());
    return bytes;
}

TEST(FragmentWriter, says_of_each_sample_when_how_long_and_whether_one_may_start) {
    FragmentWriter writer;

    const auto bytes = whole(writer.write(0x1'0000'0002, two_samples()));

    EXPECT_EQ(number_at(find(bytes, {"moof", "mfhd"}).value(), 4), 1u);
    EXPECT_EQ(number_at(find(bytes, {"moof", "traf", "tfhd"}).value(), 0), 0x020000u);
    const auto time = find(bytes, {"moof", "traf", "tfdt"}).value();
    EXPECT_EQ(number_at(time, 0), 0x01000000u);
    EXPECT_EQ(number_at(time, 4), 1u);
    EXPECT_EQ(number_at(time, 8), 2u);
    const auto run = find(bytes, {"moof", "traf", "trun"}).value();
    EXPECT_EQ(number_at(run, 0), 0x01000f01u);
    EXPECT_EQ(number_at(run, 4), 2u);
    EXPECT_EQ(number_at(run, 12), 3000u);
    EXPECT_EQ(number_at(run, 16), 3u);
    EXPECT_EQ(number_at(run, 20), 0x02000000u);
    EXPECT_EQ(number_at(run, 24), 6000u);
    EXPECT_EQ(number_at(run, 28), 3003u);
    EXPECT_EQ(number_at(run, 32), 5u);
    EXPECT_EQ(number_at(run, 36), 0x01010000u);
    EXPECT_EQ(static_cast<std::int32_t>(number_at(run, 40)), -3000);
}

TEST(FragmentWriter, the_data_offset_points_at_the_first_payload) {
    FragmentWriter writer;
    const auto samples = two_samples();

    const auto fragment = writer.write(0, samples);

    const auto bytes = whole(fragment);
    EXPECT_EQ(fragment.size_bytes, bytes.size());
    const auto offset = number_at(find(bytes, {"moof", "traf", "trun"}).value(), 8);
    EXPECT_EQ(offset, fragment.head.size());
    EXPECT_EQ(as_text(ByteSpan(bytes).subspan(offset)), "keydelta");
    EXPECT_EQ(as_text(find(bytes, {"mdat"}).value()), "keydelta");
}

TEST(FragmentWriter, shares_the_payload_and_numbers_its_fragments) {
    FragmentWriter writer;
    const auto samples = two_samples();

    writer.write(0, samples);
    const auto second = writer.write(6003, samples);

    EXPECT_EQ(number_at(find(whole(second), {"moof", "mfhd"}).value(), 4), 2u);
    EXPECT_EQ(second.payload[0].bytes().data(), samples[0].payload.bytes().data());
}

}  // namespace
}  // namespace freshet::mp4
