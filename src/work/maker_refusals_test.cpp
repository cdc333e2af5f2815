// What strangers upload that is no video, no longer one, or a trap.
#include <boost/asio/ip/tcp.hpp>

#include "work/testing/maker_fixture.hpp"

namespace freshet::work {
namespace {

using ffmpeg::Errc;
using testing::ffmpeg;

class Refusals : public testing::MakerFixture {
protected:
    [[nodiscard]] std::filesystem::path file(const std::string& name) const {
        return folder.path() / name;
    }

    void take_text(std::string_view text) {
        std::ofstream(file("text")) << text;
        take(file("text"));
    }

    /// Five seconds of H.264 and AAC.
    std::filesystem::path good(const std::string& options = "") {
        const auto made = file("good.mp4");
        ffmpeg(testing::picture("320x180", "30") + " " + testing::sound() +
               " -c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 30 -c:a aac " + options + " " +
               made.string());
        return made;
    }

    /// What it is refused for, by whichever step.
    ErrorCode refusal() {
        run();
        if (!looked) return looked.error();
        return made ? ErrorCode() : made.error();
    }
};

TEST_F(Refusals, what_is_no_video) {
    for (const std::string_view text :
         {"", "\n", "This is a letter, and its name ends in .mp4.\n", "GIF89a", "RIFF",
          "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"/etc/passwd\"/></svg>"}) {
        take_text(text);
        EXPECT_EQ(refusal(), Errc::not_a_video) << text;
    }
}

TEST_F(Refusals, files_that_name_others_are_not_followed) {
    asio::ip::tcp::acceptor listener(context, {asio::ip::address_v4::loopback(), 0});
    listener.non_blocking(true);
    const auto there = fmt::format("127.0.0.1:{}", listener.local_endpoint().port());
    const auto secret = good();
    for (const auto& text : std::vector<std::string>{
             "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n" + secret.string() + "\n",
             "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nhttp://" + there + "/a.ts\n",
             "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:5,\nconcat:http://" + there +
                 "/a|file:///etc/passwd\n#EXT-X-ENDLIST\n",
             "ffconcat version 1.0\nfile " + secret.string() + "\n",
             "ffconcat version 1.0\nfile http://" + there + "/a.mp4\n",
             "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP "
             "96\na=rtpmap:96 H264/90000\n",
             "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" "
             "type=\"static\"><Period>"
             "<BaseURL>http://" +
                 there + "/</BaseURL></Period></MPD>"}) {
        take_text(text);
        EXPECT_EQ(refusal(), Errc::not_a_video) << text;
    }
    ErrorCode error;
    (void)listener.accept(error);
    EXPECT_EQ(error, asio::error::would_block);
}

TEST_F(Refusals, pictures_that_move) {
    ffmpeg("-f lavfi -i color=s=16x16:r=100:d=100 " + file("many.gif").string());
    take(file("many.gif"));
    EXPECT_EQ(refusal(), Errc::not_a_video);
    ffmpeg("-f lavfi -i color=s=16x16:d=1 -frames:v 1 " + file("one.png").string());
    take(file("one.png"));
    EXPECT_EQ(refusal(), Errc::not_a_video);
}

TEST_F(Refusals, a_file_whose_index_was_cut_off) {
    const auto cut = good();
    std::filesystem::resize_file(cut, size_of(cut) / 2);
    take(cut);

    EXPECT_EQ(refusal(), Errc::damaged);
}

TEST_F(Refusals, a_file_whose_end_was_cut_off_plays_as_far_as_it_goes) {
    const auto cut = good("-movflags +faststart");
    std::filesystem::resize_file(cut, size_of(cut) / 2);
    take(cut);

    run();

    ASSERT_TRUE(made) << made.error().message();
    EXPECT_LT(made->facts.duration, std::chrono::seconds(4));
    EXPECT_GT(made->facts.duration, std::chrono::seconds(1));
}

TEST_F(Refusals, garbage_in_the_middle_harms_what_it_hits) {
    const auto hit = good("-movflags +faststart");
    {
        std::fstream bytes(hit, std::ios::in | std::ios::out | std::ios::binary);
        bytes.seekp(static_cast<std::streamoff>(size_of(hit) / 2));
        bytes << std::string(5000, '\x5a');
    }
    take(hit);

    run();

    ASSERT_TRUE(made) << made.error().message();
    EXPECT_NEAR(static_cast<double>(made->facts.duration.count()), 5000, 200);
}

TEST_F(Refusals, a_codec_that_nobody_asked_for) {
    ffmpeg("-f lavfi -i testsrc2=s=64x64:d=1 -c:v zmbv " + file("a.avi").string());
    take(file("a.avi"));

    EXPECT_EQ(refusal(), Errc::unsupported_codec);
}

TEST_F(Refusals, subtitles_alone) {
    std::ofstream(file("a.srt")) << "1\n00:00:00,000 --> 00:00:05,000\nHello\n";
    ffmpeg("-i " + file("a.srt").string() + " " + file("a.mkv").string());
    take(file("a.mkv"));

    EXPECT_EQ(refusal(), Errc::no_playable_track);
}

TEST_F(Refusals, one_that_is_too_large_or_too_long) {
    ffmpeg("-f lavfi -i color=s=8200x16:d=0.1 -c:v ffv1 " + file("wide.mkv").string());
    take(file("wide.mkv"));
    EXPECT_EQ(refusal(), Errc::too_large_picture);

    ffmpeg("-f lavfi -i color=s=16x16:r=1/43300:d=86600 -c:v ffv1 " + file("long.mkv").string());
    take(file("long.mkv"));
    EXPECT_EQ(refusal(), Errc::too_long);
}

TEST_F(Refusals, keyframes_too_far_apart_make_it_slow) {
    ffmpeg(
        "-f lavfi -i testsrc2=s=320x180:d=12 -c:v libx264 -preset ultrafast -g 1000 "
        "-keyint_min 1000 -sc_threshold 0 -pix_fmt yuv420p " +
        file("a.mp4").string());
    take(file("a.mp4"));

    run();

    ASSERT_TRUE(made) << made.error().message();
    EXPECT_FALSE(looked->plan.is_slow());
    EXPECT_TRUE(became_slow);
    EXPECT_LT(made->renditions.at(0).longest_segment, std::chrono::seconds(5));
}

TEST_F(Refusals, a_cover_is_the_picture_of_sound) {
    ffmpeg("-f lavfi -i color=red:s=100x100:d=1 -frames:v 1 " + file("cover.png").string());
    ffmpeg(testing::sound() + " -i " + file("cover.png").string() +
           " -map 0 -map 1 -c:a libmp3lame -c:v png -disposition:v attached_pic " +
           file("a.mp3").string());
    take(file("a.mp3"));

    run();

    ASSERT_TRUE(made) << made.error().message();
    EXPECT_FALSE(made->facts.has_video);
    EXPECT_TRUE(made->has_thumbnail);
}

TEST_F(Refusals, a_phone_that_was_turned_gives_an_upright_picture) {
    ffmpeg(testing::picture("320x180", "30") + " -c:v libx264 -preset ultrafast -pix_fmt yuv420p " +
           file("flat.mp4").string());
    ffmpeg("-i " + file("flat.mp4").string() + " -c copy -metadata:s:v rotate=90 " +
           file("a.mp4").string());
    take(file("a.mp4"));

    run();

    ASSERT_TRUE(made) << made.error().message();
    EXPECT_EQ(made->facts.width, 180u);
    EXPECT_EQ(made->facts.height, 320u);
    EXPECT_EQ(made->facts.rotation, 270u);
    const auto mp4 = "-i " + (workspace().made() / "video.mp4").string();
    // Whoever decodes the source turns it, too.
    EXPECT_GE(testing::likeness(mp4, "-i " + file("a.mp4").string(), ""), 0.95);
}

}  // namespace
}  // namespace freshet::work
