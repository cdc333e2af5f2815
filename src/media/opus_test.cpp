#include "media/opus.hpp"

#include <gtest/gtest.h>

#include "media/error.hpp"
#include "media/testing/configurations.hpp"
#include "media/testing/hex.hpp"

namespace freshet::media {
namespace {

using testing::from_hex;

TEST(Opus, reads_its_head) {
    const auto track = read_opus_head(from_hex(testing::opus));

    ASSERT_TRUE(track);
    EXPECT_EQ(track->codec_string, "opus");
    EXPECT_EQ(track->sample_rate_hz, 48'000u);
    EXPECT_EQ(track->channels, 2u);
}

TEST(Opus, refuses_a_head_that_breaks_rfc_7845) {
    const auto good = from_hex(testing::opus);
    const auto changed = [&](std::size_t at, std::uint8_t to) {
        auto head = good;
        head[at] = std::byte{to};
        return read_opus_head(head).error();
    };

    EXPECT_EQ(read_opus_head(ByteSpan(good).first(18)).error(), Errc::truncated);
    EXPECT_EQ(changed(0, 'X'), Errc::malformed);
    EXPECT_EQ(changed(8, 16), Errc::unsupported);
    EXPECT_EQ(changed(9, 0), Errc::malformed);
    EXPECT_EQ(changed(9, 3), Errc::malformed);   // Family 0 has two at most.
    EXPECT_EQ(changed(18, 1), Errc::truncated);  // A mapping table would follow.
}

TEST(Opus, tells_a_packets_length_by_its_first_bytes) {
    EXPECT_EQ(opus_samples(from_hex("fc")), 960u);     // CELT, 20 ms: what OBS sends.
    EXPECT_EQ(opus_samples(from_hex("e0")), 120u);     // CELT, 2.5 ms.
    EXPECT_EQ(opus_samples(from_hex("18")), 2880u);    // SILK, 60 ms.
    EXPECT_EQ(opus_samples(from_hex("61")), 960u);     // Hybrid, twice 10 ms.
    EXPECT_EQ(opus_samples(from_hex("fb06")), 5760u);  // Six times 20 ms, as many as may be.
    EXPECT_EQ(opus_samples(from_hex("fb07")), 0u);
    EXPECT_EQ(opus_samples(from_hex("fb")), 0u);
    EXPECT_EQ(opus_samples({}), 0u);
}

}  // namespace
}  // namespace freshet::media
