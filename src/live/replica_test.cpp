#include "live/replica.hpp"

#include <gtest/gtest.h>

#include "live/testing.hpp"

namespace freshet::live {
namespace {

using namespace std::chrono_literals;
using testing::frame;
using testing::Heard;
using testing::RecordingOutput;

struct Replicas : ::testing::Test {
    Output& output(const std::string& name, Heard& heard) {
        return replica.output(name, [&] { return std::make_unique<RecordingOutput>(heard); });
    }

    Replica replica{FrameLog::Limits{}};
    media::TrackPtr video = testing::video_track();
    media::TrackPtr audio = testing::audio_track();
};

TEST_F(Replicas, give_a_new_output_all_from_the_newest_keyframe_on) {
    replica.take_tracks({video, audio});
    replica.take_frame(frame(video, 0ms));
    replica.take_frame(frame(video, 40ms));
    replica.take_frame(frame(video, 80ms, false));
    replica.take_frame(frame(audio, 80ms));
    Heard heard;

    output("flv", heard);

    ASSERT_EQ(heard.frames.size(), 3u);
    EXPECT_EQ(heard.frames[0]->dts, 40ms);
    EXPECT_EQ(heard.tracks.back().video, video);
}

TEST_F(Replicas, begin_anywhere_in_sound_where_there_is_no_picture) {
    replica.take_tracks({nullptr, audio});
    replica.take_frame(frame(audio, 0ms));
    replica.take_frame(frame(audio, 21ms));
    Heard heard;

    output("flv", heard);

    ASSERT_EQ(heard.frames.size(), 1u);
    EXPECT_EQ(heard.frames[0]->dts, 21ms);
}

TEST_F(Replicas, have_one_output_of_a_name) {
    Heard heard;

    EXPECT_EQ(&output("flv", heard), &output("flv", heard));

    replica.take_frame(frame(video, 0ms));
    EXPECT_EQ(heard.frames.size(), 1u);
}

TEST_F(Replicas, feed_an_output_until_it_is_dropped) {
    Heard flv;
    Heard rtmp;
    output("flv", flv);
    output("rtmp", rtmp);

    replica.drop("flv");
    replica.take_frame(frame(video, 0ms));

    EXPECT_TRUE(flv.frames.empty());
    EXPECT_EQ(rtmp.frames.size(), 1u);
}

TEST_F(Replicas, pass_on_to_another_thread_what_a_newcomer_begins_with) {
    replica.take_tracks({video, nullptr});
    replica.take_frame(frame(video, 0ms));
    replica.take_frame(frame(video, 40ms));
    Replica other{FrameLog::Limits{}};
    Heard heard;
    other.output("flv", [&] { return std::make_unique<RecordingOutput>(heard); });

    other.begin(replica.snapshot());

    ASSERT_EQ(heard.frames.size(), 1u);
    EXPECT_EQ(heard.frames[0]->dts, 40ms);
}

TEST_F(Replicas, tell_the_end_once_and_to_those_who_come_after_it) {
    Heard early;
    Heard late;
    output("flv", early);

    replica.take_end();
    replica.take_end();
    output("rtmp", late);

    EXPECT_EQ(early.ends, 1);
    EXPECT_EQ(late.ends, 1);
}

}  // namespace
}  // namespace freshet::live
