#include "ffmpeg/plan.hpp"

#include <gtest/gtest.h>

#include "ffmpeg/error.hpp"

namespace freshet::ffmpeg {
namespace {

using namespace std::chrono_literals;

StreamFacts h264() {
    return {.index = 0,
            .kind = StreamKind::video,
            .codec = "h264",
            .profile = "High",
            .width = 1280,
            .height = 720,
            .pixel_format = "yuv420p",
            .pixel_shape = {1, 1},
            .field_order = "progressive",
            .frame_rate = {30, 1},
            .average_frame_rate = {30, 1},
            .is_default = true};
}

StreamFacts aac() {
    return {.index = 1,
            .kind = StreamKind::audio,
            .codec = "aac",
            .profile = "LC",
            .channels = 2,
            .sample_rate_hz = 48'000,
            .is_default = true};
}

FileFacts file(std::vector<StreamFacts> streams) {
    return {.container = "mov", .duration = 60s, .streams = std::move(streams)};
}

/// What becomes of a picture with one thing changed.
PicturePlan picture_of(void (*change)(StreamFacts&)) {
    auto stream = h264();
    change(stream);
    const auto plan = judge(file({stream}));
    EXPECT_TRUE(plan);
    return plan ? *plan->picture : PicturePlan{};
}

SoundPlan sound_of(void (*change)(StreamFacts&)) {
    auto stream = aac();
    change(stream);
    return *judge(file({stream}))->sound;
}

TEST(Judge, leaves_what_plays_everywhere_as_it_is) {
    const auto plan = judge(file({h264(), aac()}));

    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->picture, (PicturePlan{.stream = 0, .width = 1280, .height = 720}));
    EXPECT_EQ(plan->picture->name(), "source");
    EXPECT_EQ(plan->sound, (SoundPlan{.stream = 1, .channels = 2, .sample_rate_hz = 48'000}));
    EXPECT_FALSE(plan->is_slow());
    EXPECT_EQ(plan->duration, 60s);
}

TEST(Judge, copies_a_picture_only_if_browsers_show_it_right) {
    using Change = void (*)(StreamFacts&);
    for (const Change change : std::initializer_list<Change>{
             [](auto& s) { s.codec = "hevc"; }, [](auto& s) { s.pixel_format = "yuv420p10le"; },
             [](auto& s) { s.pixel_format = "yuv422p"; },
             [](auto& s) { s.pixel_format = "yuv444p"; }, [](auto& s) { s.field_order = "tt"; },
             [](auto& s) { s.transfer = "smpte2084"; }, [](auto& s) { s.rotation = 90; },
             [](auto& s) { s.pixel_shape = {4, 3}; }, [](auto& s) { s.width = 4098; }}) {
        EXPECT_TRUE(picture_of(change).is_encoded);
    }
    for (const Change change : std::initializer_list<Change>{
             [](auto& s) { s.field_order = "unknown"; }, [](auto& s) { s.field_order = ""; },
             [](auto& s) { s.pixel_format = "yuvj420p"; }, [](auto& s) { s.rotation = 360; },
             [](auto& s) { s.pixel_shape = {}; },
             [](auto& s) { s.width = 3840, s.height = 2160; }}) {
        EXPECT_FALSE(picture_of(change).is_encoded);
    }
}

struct Sized {
    std::uint32_t width, height;
    Ratio shape;
    int rotation;
    std::uint32_t made_width, made_height;
    std::string name;
};

TEST(Judge, makes_pictures_upright_with_square_pixels_in_1080) {
    for (const auto& [width, height, shape, rotation, made_width, made_height, name] :
         {Sized{1920, 1080, {1, 1}, 0, 1920, 1080, "1080p"},
          Sized{3840, 2160, {1, 1}, 0, 1920, 1080, "1080p"},
          Sized{1920, 1080, {}, 90, 1080, 1920, "1080p"},
          Sized{1920, 1080, {}, -90, 1080, 1920, "1080p"},
          Sized{1920, 1080, {}, 180, 1920, 1080, "1080p"},
          Sized{720, 576, {64, 45}, 0, 1024, 576, "576p"},
          Sized{720, 480, {8, 9}, 0, 720, 540, "540p"},
          Sized{2560, 1080, {1, 1}, 0, 1920, 810, "810p"},
          Sized{641, 363, {1, 1}, 0, 642, 364, "364p"}, Sized{8192, 2, {1, 1}, 0, 1920, 2, "2p"},
          Sized{320, 240, {1000, 1}, 0, 1920, 144, "144p"}}) {
        auto stream = h264();
        stream.codec = "vp9";
        stream.width = width;
        stream.height = height;
        stream.pixel_shape = shape;
        stream.rotation = rotation;
        const auto plan = judge(file({stream}));
        ASSERT_TRUE(plan) << width;
        EXPECT_EQ(plan->picture->width, made_width) << width << "x" << height;
        EXPECT_EQ(plan->picture->height, made_height) << width << "x" << height;
        EXPECT_EQ(plan->picture->name(), name);
    }
}

struct Paced {
    Ratio most, average, made;
};

TEST(Judge, makes_pictures_at_a_constant_pace) {
    for (const auto& [most, average, made] :
         {Paced{{30, 1}, {30, 1}, {30, 1}}, Paced{{30'000, 1001}, {2997, 100}, {30'000, 1001}},
          Paced{{60, 1}, {60, 1}, {60, 1}}, Paced{{120, 1}, {120, 1}, {60, 1}},
          Paced{{1000, 1}, {297, 10}, {30'000, 1001}}, Paced{{90'000, 1}, {49, 1}, {50, 1}},
          Paced{{1000, 1}, {0, 1}, {30, 1}}, Paced{{}, {}, {30, 1}}, Paced{{1, 1}, {1, 1}, {10, 1}},
          Paced{{15, 1}, {15, 1}, {15, 1}}}) {
        auto stream = h264();
        stream.codec = "av1";
        stream.frame_rate = most;
        stream.average_frame_rate = average;
        EXPECT_EQ(judge(file({stream}))->picture->frame_rate, made)
            << most.over << " " << average.over;
    }
}

TEST(Judge, takes_sound_apart_from_the_picture) {
    EXPECT_FALSE(sound_of([](auto&) {}).is_encoded);
    EXPECT_FALSE(sound_of([](auto& s) { s.profile = "HE-AAC"; }).is_encoded);
    EXPECT_FALSE(sound_of([](auto& s) { s.channels = 6; }).is_encoded);
    EXPECT_TRUE(sound_of([](auto& s) { s.profile = "Main"; }).is_encoded);
    EXPECT_TRUE(sound_of([](auto& s) { s.sample_rate_hz = 96'000; }).is_encoded);
    EXPECT_EQ(sound_of([](auto& s) { s.codec = "ac3", s.channels = 6; }),
              (SoundPlan{.stream = 1,
                         .is_encoded = true,
                         .channels = 2,
                         .sample_rate_hz = 48'000,
                         .kilobits = 160}));
    EXPECT_EQ(sound_of([](auto& s) { s.codec = "mp3", s.channels = 1, s.sample_rate_hz = 44'100; }),
              (SoundPlan{.stream = 1,
                         .is_encoded = true,
                         .channels = 1,
                         .sample_rate_hz = 44'100,
                         .kilobits = 96}));
    auto opus = aac();
    opus.codec = "opus";
    EXPECT_FALSE(judge(file({h264(), opus}))->is_slow());
}

TEST(Judge, takes_what_the_file_prefers_and_covers_for_none) {
    auto second = h264();
    second.index = 2;
    auto first = h264();
    first.is_default = false;
    EXPECT_EQ(judge(file({first, second}))->picture->stream, 2u);

    auto cover = h264();
    cover.codec = "png";
    cover.is_cover = true;
    const auto plan = judge(file({cover, aac()}));
    EXPECT_FALSE(plan->picture);
    EXPECT_EQ(plan->cover, 0u);
    EXPECT_EQ(judge(file({cover})).error(), Errc::no_playable_track);
}

TEST(Judge, says_why_a_file_is_no_video) {
    const auto refused = [](auto change) {
        auto facts = file({h264(), aac()});
        change(facts);
        const auto plan = judge(facts);
        return plan ? ErrorCode() : plan.error();
    };
    EXPECT_EQ(refused([](FileFacts& f) { f.streams.clear(); }), Errc::no_playable_track);
    EXPECT_EQ(refused([](FileFacts& f) { f.streams[0].codec = "gif"; }), Errc::unsupported_codec);
    EXPECT_EQ(refused([](FileFacts& f) { f.streams[1].codec = ""; }), Errc::unsupported_codec);
    EXPECT_EQ(refused([](FileFacts& f) { f.duration = 12h + 1ms; }), Errc::too_long);
    EXPECT_EQ(refused([](FileFacts& f) { f.streams[0].height = 8193; }), Errc::too_large_picture);
    EXPECT_EQ(refused([](FileFacts& f) { f.streams[0].width = 0; }), Errc::damaged);
    EXPECT_EQ(refused([](FileFacts& f) { f.streams[1].channels = 0; }), Errc::damaged);
}

TEST(Judge, a_picture_whose_copy_did_not_do_is_encoded) {
    const auto facts = file({h264(), aac()});
    const auto plan = judge(facts).value();

    const auto slow = with_encoded_picture(plan, facts);

    EXPECT_TRUE(slow.is_slow());
    EXPECT_EQ(slow.picture->name(), "720p");
    EXPECT_EQ(slow.sound, plan.sound);
}

}  // namespace
}  // namespace freshet::ffmpeg
