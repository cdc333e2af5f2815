#include "wire/mp4/sample_entry.hpp"

#include <gtest/gtest.h>

#include "media/testing/configurations.hpp"
#include "media/testing/hex.hpp"
#include "media/track_reader.hpp"
#include "wire/mp4/testing/box_reader.hpp"

namespace freshet::mp4 {
namespace {

using media::Codec;
using media::testing::from_hex;

constexpr std::size_t visual_bytes = 78;
constexpr std::size_t sound_bytes = 28;

struct Entry {
    std::string type{};
    Bytes body{};
};

Entry entry_of(Codec codec, std::string_view config) {
    Bytes out;
    write_sample_entry(out, media::make_track(codec, from_hex(config)).value());
    const auto boxes = testing::boxes_in(out);
    EXPECT_TRUE(boxes && boxes->size() == 1);
    const auto& box = boxes->front();
    return {std::string(box.type), Bytes(box.body.begin(), box.body.end())};
}

TEST(SampleEntry, video_carries_its_configuration_as_it_is) {
    const std::tuple<Codec, std::string_view, std::string_view, std::string_view> all[]{
        {Codec::h264, "avc1", "avcC", media::testing::h264_baseline},
        {Codec::hevc, "hvc1", "hvcC", media::testing::hevc_1080p},
        {Codec::av1, "av01", "av1C", media::testing::av1_aom},
        {Codec::vp9, "vp09", "vpcC", media::testing::vp9},
    };
    for (const auto& [codec, type, box, config] : all) {
        const auto entry = entry_of(codec, config);

        EXPECT_EQ(entry.type, type);
        const auto body = testing::find(ByteSpan(entry.body).subspan(visual_bytes), {box});
        ASSERT_TRUE(body) << type;
        EXPECT_EQ(Bytes(body->begin(), body->end()), from_hex(config));
    }
}

TEST(SampleEntry, the_size_stands_where_players_look_first) {
    const auto entry = entry_of(Codec::h264, media::testing::h264_baseline);

    EXPECT_EQ(testing::number_at(entry.body, 24), 320u << 16 | 180u);
}

TEST(SampleEntry, aac_is_wrapped_in_an_elementary_stream_descriptor) {
    const auto entry = entry_of(Codec::aac, "1190");

    EXPECT_EQ(entry.type, "mp4a");
    EXPECT_EQ(testing::number_at(entry.body, 24), 48'000u << 16);
    const auto esds = testing::find(ByteSpan(entry.body).subspan(sound_bytes), {"esds"});
    ASSERT_TRUE(esds);
    EXPECT_EQ(
        Bytes(esds->begin(), esds->end()),
        from_hex(
            "00000000 03 19 0000 00 04 11 40 15 000000 00000000 00000000 05 02 1190 06 01 02"));
}

TEST(SampleEntry, a_long_configuration_has_a_descriptor_of_two_size_bytes) {
    media::Track track{
        .codec = Codec::aac, .config = Bytes(200), .sample_rate_hz = 48'000, .channels = 2};
    Bytes out;

    write_sample_entry(out, track);

    const auto esds = testing::find(ByteSpan(out).subspan(8 + sound_bytes), {"esds"}).value();
    EXPECT_EQ(esds[4], std::byte{3});
    EXPECT_EQ(esds[5], std::byte{0x81});
    EXPECT_EQ(std::to_integer<std::size_t>(esds[6]) + 0x80, esds.size() - 7);
}

TEST(SampleEntry, mp3_names_the_object_type_of_its_version) {
    const auto mpeg1 = entry_of(Codec::mp3, "fffb9044");
    const auto mpeg2 = entry_of(Codec::mp3, "fff380c4");

    EXPECT_EQ(mpeg1.body[sound_bytes + 8 + 4 + 2 + 3 + 2], std::byte{0x6b});
    EXPECT_EQ(mpeg2.body[sound_bytes + 8 + 4 + 2 + 3 + 2], std::byte{0x69});
}

TEST(SampleEntry, opus_turns_its_head_into_big_endian) {
    const auto entry = entry_of(Codec::opus, media::testing::opus);

    EXPECT_EQ(entry.type, "Opus");
    const auto box = testing::find(ByteSpan(entry.body).subspan(sound_bytes), {"dOps"});
    ASSERT_TRUE(box);
    EXPECT_EQ(Bytes(box->begin(), box->end()), from_hex("00 02 0138 0000bb80 0000 00"));
}

TEST(SampleEntry, opus_keeps_its_channel_mapping) {
    const auto entry =
        entry_of(Codec::opus, "4f70757348656164 01 06 3801 80bb0000 0000 01 04 02 000401020305");

    const auto box = testing::find(ByteSpan(entry.body).subspan(sound_bytes), {"dOps"});
    ASSERT_TRUE(box);
    EXPECT_EQ(Bytes(box->begin(), box->end()),
              from_hex("00 06 0138 0000bb80 0000 01 04 02 000401020305"));
}

}  // namespace
}  // namespace freshet::mp4
