#include "live/hub.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "live/error.hpp"
#include "live/testing.hpp"

namespace freshet::live {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using testing::Stage;

TEST(Hub, finds_a_stream_by_handle_and_by_id_while_it_is_on_air) {
    Stage stage;
    auto publication = stage.publish(stage.home);

    EXPECT_NE(stage.hub.find("ada"), nullptr);
    EXPECT_EQ(stage.hub.find(to_string(stage.broadcast.id)), stage.hub.find("ada"));
    EXPECT_EQ(stage.hub.find("eve"), nullptr);

    stage.at(stage.home, [&] { publication->unpublish(); });
    EXPECT_EQ(stage.hub.find("ada"), nullptr);
    EXPECT_TRUE(stage.hub.on_air().empty());
}

TEST(Hub, finds_a_stream_by_a_handle_in_either_case) {
    Stage stage;
    const auto publication = stage.publish(stage.home);

    EXPECT_NE(stage.hub.find("Ada"), nullptr);
    EXPECT_EQ(stage.hub.find("ADA"), stage.hub.find("ada"));
}

TEST(Hub, ends_a_broadcast_at_once_when_its_publisher_says_goodbye) {
    Stage stage;
    auto publication = stage.publish(stage.home);

    stage.at(stage.home, [&] { publication->unpublish(); });

    EXPECT_THAT(stage.observer.events, ElementsAre("live", "ended: unpublished"));
}

TEST(Hub, keeps_a_broadcast_through_the_grace_time_when_its_publisher_is_lost) {
    Stage stage({.grace = 30s});
    auto publication = stage.publish(stage.home);
    const auto stream = stage.hub.find("ada");

    stage.at(stage.home, [&] { auto gone = std::move(*publication); });
    EXPECT_EQ(stream->status(), Status::reconnecting);

    stage.pass(29s);
    EXPECT_EQ(stage.hub.find("ada"), stream);

    stage.pass(2s);
    EXPECT_EQ(stage.hub.find("ada"), nullptr);
    EXPECT_THAT(stage.observer.events, ElementsAre("live", "lost", "ended: lost"));
}

TEST(Hub, continues_the_same_stream_when_the_publisher_returns_even_on_another_thread) {
    Stage stage({.grace = 30s});
    auto first = stage.publish(stage.home);
    const auto stream = stage.hub.find("ada");
    stage.at(stage.home, [&] { auto gone = std::move(*first); });
    stage.pass(20s);

    auto second = stage.publish(stage.other);
    stage.pass(60s);

    ASSERT_TRUE(second);
    EXPECT_EQ(stage.hub.find("ada"), stream);
    EXPECT_EQ(stream->status(), Status::live);
    EXPECT_THAT(stage.observer.events, ElementsAre("live", "lost", "returned"));
}

TEST(Hub, refuses_a_second_publisher_while_the_first_is_alive) {
    Stage stage;
    auto first = stage.publish(stage.home);
    const auto track = testing::video_track();

    for (int second = 0; second < 20; ++second) {
        stage.at(stage.home, [&] { first->push(testing::frame(track, second * 1s)); });
        stage.pass(1s);
        const auto refused = stage.publish(stage.other);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error(), Errc::already_publishing);
    }
}

TEST(Hub, replaces_a_publisher_that_has_been_silent) {
    Stage stage({.silence_max = 5s});
    bool evicted = false;
    auto first = stage.publish(stage.home, [&] { evicted = true; });
    stage.pass(4s);
    EXPECT_FALSE(stage.publish(stage.other));

    stage.pass(2s);
    auto second = stage.publish(stage.other);

    EXPECT_TRUE(second);
    EXPECT_TRUE(evicted);
    stage.at(stage.home, [&] { auto gone = std::move(*first); });
    EXPECT_EQ(stage.hub.find("ada")->status(), Status::live);
}

TEST(Hub, does_not_bring_a_broadcast_back_that_has_ended) {
    Stage stage;
    auto publication = stage.publish(stage.home);
    stage.at(stage.home, [&] { publication->unpublish(); });

    const auto again = stage.publish(stage.home);

    ASSERT_FALSE(again);
    EXPECT_EQ(again.error(), Errc::broadcast_over);
}

TEST(Hub, sends_the_publisher_away_when_its_broadcast_is_stopped) {
    Stage stage;
    bool evicted = false;
    auto publication = stage.publish(stage.home, [&] { evicted = true; });

    stage.hub.stop(stage.broadcast.channel);
    stage.settle();

    EXPECT_TRUE(evicted);
    EXPECT_EQ(stage.hub.find("ada"), nullptr);
    EXPECT_THAT(stage.observer.events, ElementsAre("live", "ended: stopped"));
}

TEST(Hub, finds_what_a_channel_has_on_air) {
    Stage stage;
    auto publication = stage.publish(stage.home);

    EXPECT_EQ(stage.hub.find(stage.broadcast.channel), stage.hub.find("ada"));
    EXPECT_EQ(stage.hub.find(ChannelId::make()), nullptr);

    stage.at(stage.home, [&] { publication->unpublish(); });
    EXPECT_EQ(stage.hub.find(stage.broadcast.channel), nullptr);
}

TEST(Hub, stops_one_broadcast_and_no_other) {
    Stage stage;
    const auto publication = stage.publish(stage.home);

    stage.hub.stop(StreamId::make());
    stage.pass(0s);
    EXPECT_NE(stage.hub.find("ada"), nullptr);

    stage.hub.stop(stage.broadcast.id);
    stage.pass(0s);
    EXPECT_EQ(stage.hub.find("ada"), nullptr);
}

TEST(Hub, gives_every_stream_its_residents_from_the_first_frame_on) {
    Stage stage;
    testing::Heard heard;
    stage.hub.add_resident("packager", [&](const Broadcast&) {
        return std::make_unique<testing::RecordingOutput>(heard);
    });
    auto publication = stage.publish(stage.home);

    stage.at(stage.home, [&] { publication->push(testing::frame(testing::video_track(), 0s)); });

    EXPECT_EQ(heard.frames.size(), 1u);
}

}  // namespace
}  // namespace freshet::live
