#include "wire/mp4/fragment_index.hpp"

#include <gtest/gtest.h>

#include "wire/mp4/error.hpp"
#include "wire/mp4/testing/fragmented.hpp"

namespace freshet::mp4 {
namespace {

using testing::file_of;
using testing::index_of;
using testing::video_track;

TEST(FragmentIndexReader, tells_where_each_fragment_lies_and_what_time_it_fills) {
    const auto file = file_of(video_track(), {{.start = 90'000, .frames = 3},
                                              {.start = 99'000, .frames = 2, .is_sync = false}});
    const auto init_bytes = write_init(video_track()).size();

    const auto index = index_of(file);

    ASSERT_TRUE(index) << index.error().message();
    EXPECT_EQ(index->init, (ByteRange{0, init_bytes}));
    EXPECT_EQ(index->header.track.codec_string, "avc1.640028");
    ASSERT_EQ(index->fragments.size(), 2u);
    const auto& [first, second] = std::tie(index->fragments[0], index->fragments[1]);
    EXPECT_EQ(first.bytes.offset, init_bytes);
    EXPECT_EQ(first.bytes.end(), second.bytes.offset);
    EXPECT_EQ(second.bytes.end(), file.size());
    EXPECT_EQ(first.start, 90'000u);
    EXPECT_EQ(first.duration, 9'000u);
    EXPECT_EQ(first.samples, 3u);
    EXPECT_TRUE(first.starts_with_keyframe);
    EXPECT_EQ(second.duration, 6'000u);
    EXPECT_FALSE(second.starts_with_keyframe);
}

TEST(FragmentIndexReader, believes_the_defaults_where_a_fragment_says_nothing) {
    // As ffmpeg writes them: duration, size and flags in tfhd, the first frame's flags in trun.
    auto file = write_init(video_track());
    append(file,
           media::testing::from_hex("00000054 6d6f6f66"  // moof
                                    "0000004c 74726166"  // traf
                                    "0000001c 74666864 00020038 00000001 00000200 00000100 01010000"
                                    "00000010 74666474 00000000 00001000"  // tfdt
                                    "00000018 7472756e 00000005 00000007 00000000 02000000"));
    append(file, media::testing::from_hex("00000009 6d646174 ff"));

    const auto index = index_of(file);

    ASSERT_TRUE(index) << index.error().message();
    EXPECT_EQ(index->fragments.at(0).start, 0x1000u);
    EXPECT_EQ(index->fragments.at(0).duration, 7u * 0x200);
    EXPECT_TRUE(index->fragments.at(0).starts_with_keyframe);
}

TEST(FragmentIndexReader, looks_at_headers_alone) {
    auto file = file_of(video_track(), {{.start = 0}});
    const auto before = file.size();
    append_be<4>(file, 1u);  // A mdat of 64-bit size, which is nobody's.
    append_be(file, media::fourcc("mdat"));
    append_be<8>(file, std::uint64_t{1'000'016});
    file.resize(file.size() + 1'000'000);

    std::size_t shown = 0;
    const auto index = index_of(file, &shown);

    ASSERT_TRUE(index) << index.error().message();
    EXPECT_LT(shown, before + 200);
}

TEST(FragmentIndexReader, refuses_a_file_that_ends_within_a_box) {
    const auto file = file_of(video_track(), {{.start = 0}, {.start = 3'000}});
    const auto one = file_of(video_track(), {{.start = 0}}).size();
    for (std::size_t size = 0; size < file.size(); ++size) {
        if (size == one) continue;  // A whole one.
        EXPECT_FALSE(index_of(ByteSpan(file).first(size))) << size;
    }
}

TEST(FragmentIndexReader, refuses_time_that_goes_back) {
    EXPECT_EQ(index_of(file_of(video_track(), {{.start = 3'000}, {.start = 0}})).error(),
              Errc::malformed);
    // Before 0, as a number without a sign.
    auto file = file_of(video_track(), {{.start = 0}});
    const auto at = as_text(file).find("tfdt") + 8;
    for (std::size_t i = 0; i < 8; ++i) file[at + i] = std::byte{0xff};
    EXPECT_EQ(index_of(file).error(), Errc::malformed);
}

TEST(FragmentIndexReader, holds_no_more_than_its_limits) {
    const auto file = file_of(video_track(), {{.start = 0, .frames = 2}, {.start = 6'000}});

    EXPECT_TRUE(index_of(file, nullptr, {.fragments_max = 2, .samples_max = 2}));
    EXPECT_EQ(index_of(file, nullptr, {.fragments_max = 1}).error(), Errc::over_limit);
    EXPECT_EQ(index_of(file, nullptr, {.samples_max = 1}).error(), Errc::malformed);
    EXPECT_EQ(index_of(file, nullptr, {.moov_bytes_max = 100}).error(), Errc::over_limit);
    EXPECT_EQ(index_of(file, nullptr, {.moof_bytes_max = 100}).error(), Errc::over_limit);
}

}  // namespace
}  // namespace freshet::mp4
