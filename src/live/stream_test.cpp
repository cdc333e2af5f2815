#include "live/stream.hpp"

#include <gtest/gtest.h>

#include "live/testing.hpp"

namespace freshet::live {
namespace {

using namespace std::chrono_literals;
using testing::frame;
using testing::Heard;
using testing::RecordingOutput;
using testing::Stage;

struct Streams : ::testing::Test {
    /// Serves viewers on a thread; returns its replica.
    std::shared_ptr<Replica> serve_on(Stage::FakeLoop& loop, Heard& heard) {
        const auto stream = stage.hub.find("ada");
        std::shared_ptr<Replica> replica;
        stage.at(loop, [&] {
            replica = Stream::replica(stream, loop);
            replica->output("flv", [&] { return std::make_unique<RecordingOutput>(heard); });
        });
        return replica;
    }

    Stage stage;
    media::TrackPtr video = testing::video_track();
    Result<Publication> publication = stage.publish(stage.home);
};

TEST_F(Streams, reach_every_thread_that_has_viewers_with_the_same_frames) {
    Heard here;
    Heard there;
    const auto kept_here = serve_on(stage.home, here);
    const auto kept_there = serve_on(stage.other, there);

    stage.at(stage.home, [&] {
        for (int i = 0; i < 5; ++i) publication->push(frame(video, i * 40ms));
    });

    EXPECT_EQ(here.frames.size(), 5u);
    EXPECT_EQ(there.frames, here.frames);
}

TEST_F(Streams, lose_nothing_between_the_snapshot_and_the_first_frame_of_a_new_thread) {
    stage.at(stage.home, [&] { publication->push(frame(video, 0ms)); });
    Heard there;
    const auto stream = stage.hub.find("ada");
    const auto kept = stage.other.run([&] { return Stream::replica(stream, stage.other); });
    kept->output("flv", [&] { return std::make_unique<RecordingOutput>(there); });

    // The publisher goes on before the home thread has come to the new one's wish, and after it.
    stage.home.run([&] { publication->push(frame(video, 40ms, false)); });
    stage.home.run_posted();
    stage.home.run([&] { publication->push(frame(video, 80ms, false)); });
    stage.settle();

    ASSERT_EQ(there.frames.size(), 3u);
    EXPECT_EQ(there.frames[2]->dts, 80ms);
}

TEST_F(Streams, feed_one_replica_a_thread_for_as_long_as_it_is_kept) {
    Heard heard;
    auto replica = serve_on(stage.other, heard);
    EXPECT_EQ(serve_on(stage.other, heard), replica);

    replica.reset();
    stage.at(stage.home, [&] { publication->push(frame(video, 0ms)); });
    EXPECT_TRUE(heard.frames.empty());

    replica = serve_on(stage.other, heard);
    EXPECT_EQ(heard.frames.size(), 1u);
}

TEST_F(Streams, tell_every_thread_that_they_have_ended) {
    Heard here;
    Heard there;
    const auto stream = stage.hub.find("ada");
    const auto kept_here = serve_on(stage.home, here);
    const auto kept_there = serve_on(stage.other, there);

    stage.at(stage.home, [&] { publication->unpublish(); });

    EXPECT_EQ(here.ends, 1);
    EXPECT_EQ(there.ends, 1);
    EXPECT_EQ(Stream::replica(stream, stage.other), nullptr);
}

TEST_F(Streams, count_who_is_there_and_how_many_there_were_at_most) {
    const auto stream = stage.hub.find("ada");
    {
        const Presence ada(stream);
        const Presence bob(stream);
        EXPECT_EQ(stream->viewers(), 2u);
    }
    EXPECT_EQ(stream->viewers(), 0u);

    stage.at(stage.home, [&] { publication->unpublish(); });
    EXPECT_EQ(stage.observer.last.viewers_peak, 2u);
}

TEST_F(Streams, sum_up_what_was_sent) {
    stage.at(stage.home, [&] {
        for (int i = 0; i < 50; ++i) publication->push(frame(video, i * 40ms));
    });

    stage.at(stage.home, [&] { publication->unpublish(); });

    const auto& summary = stage.observer.last;
    EXPECT_EQ(summary.frames, 50u);
    EXPECT_EQ(summary.bytes, 50u * 1024);
    EXPECT_EQ(summary.media, 2s);
    EXPECT_EQ(summary.publications, 1u);
}

}  // namespace
}  // namespace freshet::live
