#include "ffmpeg/probe_reader.hpp"

#include <gtest/gtest.h>

#include "ffmpeg/error.hpp"

namespace freshet::ffmpeg {
namespace {

using namespace std::chrono_literals;

// As ffprobe 5.1 prints a phone's video.
constexpr std::string_view phone = R"({
    "programs": [

    ],
    "streams": [
        { "index": 0, "codec_name": "hevc", "profile": "Main 10", "codec_type": "video",
          "width": 1920, "height": 1080, "sample_aspect_ratio": "1:1", "pix_fmt": "yuv420p10le",
          "field_order": "progressive", "color_transfer": "arib-std-b67",
          "r_frame_rate": "30000/1001", "avg_frame_rate": "2997/100",
          "disposition": { "default": 1, "attached_pic": 0 },
          "side_data_list": [ { }, { "rotation": -90 } ] },
        { "index": 1, "codec_name": "aac", "profile": "LC", "codec_type": "audio",
          "sample_rate": "48000", "channels": 2, "r_frame_rate": "0/0", "avg_frame_rate": "0/0",
          "disposition": { "default": 1, "attached_pic": 0 } },
        { "index": 2, "codec_type": "data", "r_frame_rate": "0/0",
          "disposition": { "default": 0, "attached_pic": 0 } }
    ],
    "format": { "format_name": "mov,mp4,m4a,3gp,3g2,mj2", "duration": "12.345000" }
})";

TEST(ProbeReader, reads_what_ffprobe_says) {
    const auto facts = read_probe(phone);

    ASSERT_TRUE(facts);
    EXPECT_EQ(facts->container, "mov,mp4,m4a,3gp,3g2,mj2");
    EXPECT_EQ(facts->duration, 12'345ms);
    ASSERT_EQ(facts->streams.size(), 3u);
    EXPECT_EQ(facts->streams[0], (StreamFacts{.index = 0,
                                              .kind = StreamKind::video,
                                              .codec = "hevc",
                                              .profile = "Main 10",
                                              .width = 1920,
                                              .height = 1080,
                                              .pixel_format = "yuv420p10le",
                                              .pixel_shape = {1, 1},
                                              .field_order = "progressive",
                                              .transfer = "arib-std-b67",
                                              .frame_rate = {30'000, 1001},
                                              .average_frame_rate = {2997, 100},
                                              .rotation = -90,
                                              .is_default = true}));
    EXPECT_EQ(facts->streams[1].sample_rate_hz, 48'000u);
    EXPECT_EQ(facts->streams[1].channels, 2u);
    EXPECT_FALSE(facts->streams[1].frame_rate.is_known());
    EXPECT_EQ(facts->streams[2].kind, StreamKind::other);
}

TEST(ProbeReader, a_length_that_cannot_be_is_none) {
    for (const auto* duration : {"\"N/A\"", "\"-1.0\"", "\"nan\"", "\"inf\"", "\"1e300\"", "{}"}) {
        const auto facts =
            read_probe(R"({"streams": [], "format": {"format_name": "webm", "duration": )" +
                       std::string(duration) + "}}");
        ASSERT_TRUE(facts) << duration;
        EXPECT_FALSE(facts->duration) << duration;
    }
}

TEST(ProbeReader, refuses_what_ffprobe_never_prints) {
    for (const auto* json :
         {"", "{}", "[]", "{\"format\": {}}", R"({"streams": [], "format": {}})",
          R"({"streams": [{}], "format": {"format_name": "webm"}})",
          R"({"streams": {}, "format": {"format_name": "webm"}})",
          R"({"streams": [{"index": -1}], "format": {"format_name": "webm"}})"}) {
        EXPECT_EQ(read_probe(json).error(), Errc::not_a_video) << json;
    }
    for (std::size_t size = 0; size < phone.size(); ++size)
        EXPECT_FALSE(read_probe(phone.substr(0, size))) << size;
}

TEST(ProbeReader, holds_no_more_than_its_limits) {
    EXPECT_TRUE(read_probe(phone, {.streams_max = 3}));
    EXPECT_FALSE(read_probe(phone, {.streams_max = 2}));
    EXPECT_EQ(read_probe(phone, {.text_bytes_max = 3})->streams[0].codec, "hev");
}

}  // namespace
}  // namespace freshet::ffmpeg
