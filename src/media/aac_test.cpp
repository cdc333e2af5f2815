#include "media/aac.hpp"

#include <gtest/gtest.h>

#include "media/error.hpp"
#include "media/testing/hex.hpp"

namespace freshet::media {
namespace {

using testing::from_hex;

struct Expected {
    std::string_view config{};
    std::string_view codec_string{};
    std::uint32_t sample_rate_hz = 0;
    std::uint32_t channels = 0;
    std::uint32_t samples = 0;
};

TEST(Aac, reads_the_ways_in_which_encoders_describe_themselves) {
    const Expected all[]{
        {"1190", "mp4a.40.2", 48'000, 2, 1024},             // LC, as OBS sends it.
        {"1210", "mp4a.40.2", 44'100, 2, 1024},             // LC, as ffmpeg sends it.
        {"121056e500", "mp4a.40.2", 44'100, 2, 1024},       // With SBR said not to be there.
        {"11b0", "mp4a.40.2", 48'000, 6, 1024},             // 5.1.
        {"1194", "mp4a.40.2", 48'000, 2, 960},              // Frames of 960.
        {"17802ee010", "mp4a.40.2", 24'000, 2, 1024},       // An explicit rate.
        {"2b118800", "mp4a.40.5", 48'000, 2, 2048},         // HE-AAC, hierarchical.
        {"eb098800", "mp4a.40.29", 48'000, 2, 2048},        // HE-AACv2, hierarchical, mono core.
        {"131056e598", "mp4a.40.5", 48'000, 2, 2048},       // HE-AAC, backward compatible.
        {"130856e59d4880", "mp4a.40.29", 48'000, 2, 2048},  // HE-AACv2, backward compatible.
        {"0990", "mp4a.40.1", 48'000, 2, 1024},             // Main.
        {"b98800", "mp4a.40.23", 48'000, 1, 512},           // Low delay.
        {"1180 04c80000 0100 00", "mp4a.40.2", 48'000, 3,
         1024},  // A program config element: a single, a pair.
    };
    for (const auto& expected : all) {
        const auto format = read_audio_specific_config(from_hex(expected.config));
        const auto track = read_aac_config(from_hex(expected.config));

        ASSERT_TRUE(format) << expected.config << ": " << format.error().message();
        ASSERT_TRUE(track);
        EXPECT_EQ(track->codec_string, expected.codec_string) << expected.config;
        EXPECT_EQ(track->sample_rate_hz, expected.sample_rate_hz) << expected.config;
        EXPECT_EQ(track->channels, expected.channels) << expected.config;
        EXPECT_EQ(format->samples_per_frame, expected.samples) << expected.config;
    }
}

TEST(Aac, refuses_what_is_no_configuration) {
    EXPECT_EQ(read_aac_config({}).error(), Errc::truncated);
    EXPECT_EQ(read_aac_config(from_hex("11")).error(), Errc::truncated);
    EXPECT_EQ(read_aac_config(from_hex("1690")).error(), Errc::malformed);  // A reserved rate.
    EXPECT_EQ(read_aac_config(from_hex("11c8")).error(),
              Errc::malformed);  // Nine is no configuration.
    EXPECT_EQ(read_aac_config(from_hex("f9466000")).error(), Errc::unsupported);  // USAC.
    EXPECT_EQ(read_aac_config(from_hex("17ffffff90")).error(), Errc::over_limit);
    EXPECT_EQ(read_aac_config(Bytes(1000)).error(), Errc::over_limit);
}

}  // namespace
}  // namespace freshet::media
