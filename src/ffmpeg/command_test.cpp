#include "ffmpeg/command.hpp"

#include <algorithm>

#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace freshet::ffmpeg {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

std::string text_of(const Command& command) { return fmt::format("{}", fmt::join(command, " ")); }

/// What stands behind the first input.
std::string output_of(const Command& command) {
    const auto text = text_of(command);
    const auto input = text.find(" -i ") + 4;
    return text.substr(text.find(' ', input) + 1);
}

const PicturePlan copied{.stream = 0, .width = 1280, .height = 720};
const PicturePlan encoded{.stream = 2,
                          .is_encoded = true,
                          .width = 1080,
                          .height = 1920,
                          .frame_rate = {30'000, 1001},
                          .deinterlace = true,
                          .tone_map = true,
                          .kilobits_max = 8000};
const SoundPlan copied_sound{.stream = 1, .channels = 2, .sample_rate_hz = 48'000};

TEST(Commands, open_nothing_that_the_source_names) {
    for (const auto& command :
         {probe_command(), make_command({.picture = copied}), cover_command(3),
          split_command({.picture = "source"}), thumbnail_command(1s), first_picture_command()}) {
        const auto text = text_of(command);
        const auto limits = text.substr(0, text.find(" -i "));
        EXPECT_THAT(limits, HasSubstr("-protocol_whitelist file -format_whitelist mov,"));
        EXPECT_THAT(limits, HasSubstr(" -codec_whitelist h264,"));
        EXPECT_THAT(limits, HasSubstr("-max_alloc 1073741824"));
        const auto formats = *(std::ranges::find(command, "-format_whitelist") + 1);
        for (const auto* open : {"hls", "concat", "dash", "image2", "sdp", "lavfi", "gif"})
            EXPECT_THAT(formats, Not(HasSubstr(open)));
    }
}

TEST(Commands, the_source_is_asked_for_what_the_reader_knows) {
    EXPECT_THAT(text_of(probe_command()),
                HasSubstr("ffprobe -hide_banner -v error -of json=compact=1 -show_entries "
                          "format=format_name,duration:stream=index,codec_type,"));
    EXPECT_EQ(probe_command().back(), "file:../source");
}

TEST(Commands, what_plays_everywhere_is_copied) {
    const auto command = make_command({.picture = copied, .sound = copied_sound});

    EXPECT_EQ(command.front(), "ffmpeg");
    EXPECT_EQ(output_of(command),
              "-map 0:0 -c:v copy -map 0:1 -c:a copy -map_metadata -1 -map_chapters -1 -sn -dn "
              "-movflags +faststart -f mp4 file:video.mp4");
    EXPECT_THAT(text_of(command), HasSubstr(" -t 43201 "));
}

TEST(Commands, what_does_not_is_encoded) {
    const SoundPlan sound{
        .stream = 1, .is_encoded = true, .channels = 2, .sample_rate_hz = 44'100, .kilobits = 160};

    EXPECT_EQ(output_of(make_command({.picture = encoded, .sound = sound})),
              "-map 0:2 -filter:v bwdif=mode=send_frame,fps=30000/1001,"
              "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,"
              "zscale=t=bt709:m=bt709:r=tv,scale=1080:1920:flags=bicubic,setsar=1,format=yuv420p "
              "-c:v libx264 -preset veryfast -profile:v high -crf 21 -maxrate 8000k "
              "-bufsize 16000k -g 60 -keyint_min 60 -sc_threshold 0 -flags:v +cgop "
              "-map 0:1 -filter:a aresample=async=1000 -c:a aac -b:a 160k -ac 2 -ar 44100 "
              "-map_metadata -1 -map_chapters -1 -sn -dn -movflags +faststart -f mp4 "
              "file:video.mp4");
}

TEST(Commands, tracks_are_split_onto_one_time_line) {
    constexpr std::string_view same =
        "-c copy -output_ts_offset 10 -avoid_negative_ts disabled -use_editlist 0 -movflags "
        "+empty_moov+default_base_moof+frag_discont+skip_trailer";
    EXPECT_EQ(output_of(split_command({.picture = "1080p", .sound = "audio"})),
              fmt::format("-map 0:v:0 {0}+frag_keyframe -min_frag_duration 1000000 -f mp4 "
                          "file:1080p.mp4 -map 0:a:0 {0} -frag_duration 2000000 -f mp4 "
                          "file:audio.mp4",
                          same));
    EXPECT_THAT(text_of(split_command({.sound = "audio"})), Not(HasSubstr("0:v:0")));
}

TEST(Commands, a_thumbnail_is_sought_where_it_is_asked_for) {
    const auto command = text_of(thumbnail_command(61'050ms));

    EXPECT_THAT(command, HasSubstr("-ss 61.050 "));
    EXPECT_THAT(command, HasSubstr("-skip_frame nokey"));
    EXPECT_THAT(command, HasSubstr(",thumbnail=n=50,scale=w=640:h=640:"));
    EXPECT_THAT(command, HasSubstr("-c:v libwebp -quality 80 -f webp file:thumbnail.webp"));
    EXPECT_THAT(text_of(cover_command(3)), HasSubstr("-i file:../source -map 0:3 -frames:v 1"));
}

}  // namespace
}  // namespace freshet::ffmpeg
