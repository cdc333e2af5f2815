#include "work/maker.hpp"

#include <gtest/gtest.h>

#include "wire/hls/playlist_reader.hpp"
#include "work/testing/maker_fixture.hpp"
#include "work/testing/media.hpp"

namespace freshet::work {
namespace {

using namespace std::chrono_literals;
using testing::ffmpeg;
using testing::picture;
using testing::sound;

/// A file of some kind, and what becomes of it.
struct Kind {
    std::string name;
    std::string arguments;  // Of ffmpeg, without the file.
    std::string file;
    bool is_slow = false;
    std::uint32_t width = 320;  // Of what is made; 0: no picture.
    std::uint32_t height = 180;
    bool has_sound = true;
    double frame_rate = 30;
    std::string input{};  // Options that whoever decodes the source needs.
    std::string turn{};   // A filter for the source, before it is compared.
};

std::ostream& operator<<(std::ostream& out, const Kind& kind) { return out << kind.name; }

class MakerTest : public testing::MakerFixture, public ::testing::WithParamInterface<Kind> {};

void expect_together(const std::vector<double>& lags, const std::vector<double>& meant) {
    ASSERT_EQ(lags.size(), meant.size());
    for (std::size_t i = 0; i < lags.size(); ++i) EXPECT_NEAR(lags[i], meant[i], 0.040) << i;
}

TEST_P(MakerTest, plays_as_the_source_does) {
    const auto& kind = GetParam();
    const auto source = (folder.path() / kind.file).string();
    ASSERT_NO_FATAL_FAILURE(ffmpeg(kind.arguments + " " + source));
    take(source);

    run();

    ASSERT_TRUE(looked) << looked.error().message();
    ASSERT_TRUE(made) << made.error().message();
    EXPECT_EQ(looked->plan.is_slow() || became_slow, kind.is_slow);
    EXPECT_EQ(made->facts.has_video, kind.width > 0);
    EXPECT_EQ(made->facts.has_audio, kind.has_sound);
    EXPECT_EQ(made->facts.width, kind.width);
    EXPECT_EQ(made->facts.height, kind.height);
    EXPECT_NEAR(static_cast<double>(made->facts.duration.count()), 5000, 650);
    if (kind.width > 0) EXPECT_NEAR(made->facts.frame_rate, kind.frame_rate, 0.5);
    EXPECT_EQ(made->has_thumbnail, kind.width > 0);
    for (const auto& track : made->renditions) {
        const auto playlist = hls::read_media_playlist(track.playlist);
        ASSERT_TRUE(playlist) << track.playlist;
        EXPECT_TRUE(playlist->is_independent);
        EXPECT_LE(playlist->target_duration_s, 10u);
        EXPECT_GE(track.rendition.bandwidth, track.rendition.average_bandwidth);
    }

    const auto hls = write_playlists();
    const auto mp4 = "-i " + (workspace().made() / "video.mp4").string();
    const auto input = kind.input + " -i " + source;
    const auto meant = testing::marks_of(input, kind.width > 0, kind.has_sound);
    for (const auto& way : {hls, mp4}) {
        const auto marks = testing::marks_of(way, kind.width > 0, kind.has_sound);
        if (kind.width > 0) EXPECT_EQ(marks.flashes.size(), 2u) << way;
        if (kind.has_sound) EXPECT_GE(marks.tones.size(), 2u) << way;
        if (kind.width > 0 && kind.has_sound)
            expect_together(testing::lags_of(marks), testing::lags_of(meant));
        if (kind.width > 0) EXPECT_GE(testing::likeness(way, input, kind.turn), 0.95) << way;
    }
}

const std::string x264 = " -c:v libx264 -preset ultrafast -pix_fmt yuv420p -threads 1";
const std::string base = picture("320x180", "30") + " " + sound();
const std::string plain = base + x264 + " -g 60 -c:a aac";

INSTANTIATE_TEST_SUITE_P(
    Copied, MakerTest,
    ::testing::Values(
        Kind{"mp4", plain, "a.mp4"}, Kind{"mov", plain, "a.mov"}, Kind{"mkv", plain, "a.mkv"},
        Kind{"flv", plain + " -ar 44100", "a.flv"}, Kind{"ts", plain, "a.ts"},
        Kind{"mp4_of_fragments", plain + " -movflags +frag_keyframe+empty_moov", "a.mp4"},
        Kind{"b_frames", base + " -c:v libx264 -preset veryfast -bf 3 -b_strategy 0 -g 60 -c:a aac",
             "a.mp4"},
        Kind{"open_groups",
             base + " -c:v libx264 -preset veryfast -bf 2 -x264-params open-gop=1:keyint=45"
                    " -c:a aac",
             "a.mp4"},
        Kind{"b_frames_in_ts",
             base + " -c:v libx264 -preset veryfast -bf 3 -g 60 -c:a aac -muxdelay 2", "a.ts"},
        Kind{"every_frame_a_key", base + x264 + " -g 1 -c:a aac", "a.mp4"},
        Kind{"no_sound", picture("320x180", "30") + x264 + " -g 60", "a.mp4", false, 320, 180,
             false},
        Kind{"sound_that_begins_later",
             picture("320x180", "30") + " -itsoffset 0.4 " + sound() + x264 + " -g 60 -c:a aac",
             "a.mp4"},
        Kind{
            "picture_that_begins_later",
            "-itsoffset 0.4 " + picture("320x180", "30") + " " + sound() + x264 + " -g 60 -c:a aac",
            "a.mkv"},
        Kind{"times_from_1000", plain + " -output_ts_offset 1000", "a.mkv"},
        Kind{"sound_of_5_1_in_ac3", base + x264 + " -g 60 -c:a ac3 -ac 6", "a.mkv"},
        Kind{"sound_in_opus", base + x264 + " -g 60 -c:a libopus", "a.mkv"},
        Kind{"sound_in_mp3", base + x264 + " -g 60 -c:a libmp3lame", "a.mp4"},
        Kind{"sound_in_pcm", base + x264 + " -g 60 -c:a pcm_s24le", "a.mov"}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Encoded, MakerTest,
    ::testing::Values(
        Kind{"hevc", base + " -c:v libx265 -preset ultrafast -x265-params log-level=0 -c:a aac",
             "a.mp4", true},
        Kind{"vp9", base + " -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 1M -c:a libopus",
             "a.webm", true},
        Kind{"vp8", base + " -c:v libvpx -deadline realtime -cpu-used 8 -b:v 1M -c:a libvorbis",
             "a.webm", true},
        Kind{"av1", base + " -c:v libsvtav1 -preset 12 -c:a aac", "a.mp4", true},
        Kind{"mpeg4", base + " -c:v mpeg4 -q:v 3 -c:a libmp3lame", "a.avi", true},
        Kind{"mpeg2", base + " -c:v mpeg2video -q:v 3 -c:a mp2", "a.mpg", true},
        Kind{"prores", base + " -c:v prores -c:a pcm_s16le", "a.mov", true},
        Kind{"ten_bits", base + " -c:v libx264 -preset ultrafast -pix_fmt yuv420p10le -c:a aac",
             "a.mp4", true},
        Kind{"colours_of_444", base + " -c:v libx264 -preset ultrafast -pix_fmt yuv444p -c:a aac",
             "a.mp4", true},
        Kind{"odd_size",
             base + " -vf scale=321:181" +
                 " -c:v libx264 -preset ultrafast -pix_fmt yuv444p -c:a aac",
             "a.mp4", true, 322, 182},
        Kind{"interlaced",
             base + " -vf tinterlace=interleave_top,fieldorder=tff -flags +ilme+ildct"
                    " -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac",
             "a.mp4", true, 320, 180, true, 15, "", ",bwdif"},
        Kind{"wide_pixels", base + x264 + " -vf setsar=2 -c:a aac", "a.mp4", true, 640, 180},
        Kind{"sixty",
             picture("320x180", "120") + " " + sound() + x264 + " -c:a aac -bf 2 -vf setsar=2",
             "a.mp4", true, 640, 180, true, 60},
        Kind{"frames_at_odd_times",
             base + " -vf \"select='gt(random(1),0.3)+between(mod(t,2),0,0.6)'\" -vsync vfr"
                    " -c:v libvpx -deadline realtime -cpu-used 8 -b:v 1M -c:a libvorbis",
             "a.webm", true, 320, 180, true, 30}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Heard, MakerTest,
    ::testing::Values(Kind{"mp3", sound() + " -c:a libmp3lame", "a.mp3", false, 0, 0},
                      Kind{"flac", sound(96'000), "a.flac", false, 0, 0},
                      Kind{"ogg", sound() + " -c:a libvorbis", "a.ogg", false, 0, 0},
                      Kind{"m4a", sound() + " -c:a aac", "a.m4a", false, 0, 0},
                      Kind{"wav", sound(), "a.wav", false, 0, 0}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace freshet::work
