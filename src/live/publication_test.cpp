#include "live/publication.hpp"

#include <gtest/gtest.h>

#include "live/testing.hpp"

namespace freshet::live {
namespace {

using namespace std::chrono_literals;
using testing::frame;
using testing::Heard;
using testing::RecordingOutput;
using testing::Stage;

struct Publications : ::testing::Test {
    Publications() {
        stage.hub.add_resident("resident", [this](const Broadcast&) {
            return std::make_unique<RecordingOutput>(heard);
        });
    }

    Heard heard;
    Stage stage{{.grace = 30s}};
    media::TrackPtr video = testing::video_track();
    media::TrackPtr audio = testing::audio_track();
};

TEST_F(Publications, begin_a_stream_at_zero) {
    const auto publication = stage.publish(stage.home);

    EXPECT_EQ(publication->start(), 0s);
}

TEST_F(Publications, continue_a_stream_where_it_ended_plus_the_time_away) {
    auto first = stage.publish(stage.home);
    stage.at(stage.home, [&] {
        first->push(frame(video, 9'960ms));
        first->push(frame(video, 10s));
        auto gone = std::move(*first);
    });
    stage.pass(7s);

    const auto second = stage.publish(stage.home);

    EXPECT_EQ(second->start(), 10s + 40ms + 7s);
}

TEST_F(Publications, mark_the_first_frame_of_each_track_after_a_return) {
    auto first = stage.publish(stage.home);
    stage.at(stage.home, [&] {
        first->push(frame(video, 0s));
        auto gone = std::move(*first);
    });
    auto second = stage.publish(stage.other);
    heard.frames.clear();

    stage.at(stage.other, [&] {
        for (int i = 1; i < 4; ++i) {
            second->push(frame(video, i * 40ms));
            second->push(frame(audio, i * 40ms));
        }
    });

    ASSERT_EQ(heard.frames.size(), 6u);
    for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(heard.frames[i]->discontinuity, i < 2) << i;
}

TEST_F(Publications, say_nothing_of_a_discontinuity_the_first_time) {
    auto publication = stage.publish(stage.home);

    stage.at(stage.home, [&] { publication->push(frame(video, 0s)); });

    EXPECT_FALSE(heard.frames.at(0)->discontinuity);
}

TEST_F(Publications, are_not_heard_any_more_once_another_has_taken_over) {
    auto first = stage.publish(stage.home);
    stage.pass(6s);
    auto second = stage.publish(stage.other);

    stage.at(stage.home, [&] { first->push(frame(video, 1s)); });
    EXPECT_TRUE(heard.frames.empty());

    stage.at(stage.other, [&] { second->push(frame(video, 7s)); });
    EXPECT_EQ(heard.frames.size(), 1u);
}

TEST_F(Publications, tell_their_tracks_before_frames) {
    auto publication = stage.publish(stage.home);

    stage.at(stage.home, [&] {
        publication->announce(video);
        publication->announce(audio);
    });

    ASSERT_FALSE(heard.tracks.empty());
    EXPECT_EQ(heard.tracks.back().video, video);
    EXPECT_EQ(heard.tracks.back().audio, audio);
    EXPECT_EQ(stage.hub.find("ada")->tracks().video, video);
}

TEST_F(Publications, tell_which_wall_clock_time_belongs_to_media_time_zero) {
    auto publication = stage.publish(stage.home);
    stage.pass(3s);

    stage.at(stage.home, [&] { publication->push(frame(video, 1s)); });

    EXPECT_EQ(heard.epoch, Stage::noon + 2s);
}

}  // namespace
}  // namespace freshet::live
