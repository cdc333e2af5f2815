#include <gmock/gmock.h>

#include "ffmpeg/command.hpp"
#include "work/testing/maker_fixture.hpp"

namespace freshet::work {
namespace {

using testing::ffmpeg;

class Pictures : public testing::MakerFixture {
protected:
    [[nodiscard]] std::filesystem::path source() const { return folder.path() / "a.mp4"; }
};

/// How much of a picture is black, in hundredths.
double black_of(const std::filesystem::path& picture) {
    const auto said = testing::said_by("ffmpeg -hide_banner -nostdin -i " + picture.string() +
                                       " -vf blackframe=amount=0 -f null -");
    const auto found = testing::times_in(said, "pblack");
    return found.empty() ? -1 : found.front();
}

TEST_F(Pictures, a_video_that_begins_black_is_shown_by_what_comes_then) {
    const std::string late = testing::picture("320x180", "30") +
                             " -vf \"drawbox=color=black:t=fill:enable='lt(t,2.5)'\"";
    const std::string never = "-f lavfi -i color=black:s=320x180:d=5";
    for (const auto& pictures : {late, never}) {
        ffmpeg(pictures + " -c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 30 " +
               source().string());
        take(source());

        run();

        ASSERT_TRUE(made) << made.error().message();
        EXPECT_TRUE(made->has_thumbnail);
        const auto black = black_of(workspace().made() / ffmpeg::thumbnail_file);
        if (pictures == late) EXPECT_LT(black, 50);
        if (pictures == never) EXPECT_EQ(black, 100);
    }
}

TEST_F(Pictures, what_is_brighter_than_screens_becomes_what_they_show) {
    const auto plain = testing::picture("320x180", "30");
    ffmpeg(plain +
           " -vf format=yuv420p,setparams=color_primaries=bt709:color_trc=bt709:"
           "colorspace=bt709:range=tv,zscale=t=linear:npl=100,format=gbrpf32le,"
           "zscale=p=bt2020:t=smpte2084:m=bt2020nc:r=tv,format=yuv420p10le"
           " -c:v libx265 -preset ultrafast -x265-params "
           "log-level=0:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc " +
           source().string());
    take(source());

    run();

    ASSERT_TRUE(made) << made.error().message();
    EXPECT_TRUE(looked->plan.picture->tone_map);
    const auto mp4 = workspace().made() / "video.mp4";
    EXPECT_THAT(testing::said_by("ffprobe -v error -show_entries stream=pix_fmt,color_transfer "
                                 "-of csv=p=0 " +
                                 mp4.string()),
                ::testing::HasSubstr("yuv420p,bt709"));
    EXPECT_GE(testing::likeness("-i " + mp4.string(), plain, ""),
              0.65);  // Its highlights are softer.
}

}  // namespace
}  // namespace freshet::work
