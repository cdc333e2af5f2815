#include "serve/fanout/output.hpp"

#include <gtest/gtest.h>

#include "live/testing.hpp"
#include "net/fanout_writer.hpp"
#include "serve/fanout/testing/loopback.hpp"
#include "serve/fanout/testing/spelled_dialect.hpp"
#include "serve/fanout/testing/stage.hpp"

namespace freshet::fanout {
namespace {

using namespace std::chrono_literals;
using live::testing::audio_track;
using live::testing::frame;
using live::testing::video_track;
using testing::NotedSession;
using testing::Peer;

/// An output that spells, and its viewers.
class Output : public ::testing::Test {
protected:
    Output() { threads_.start(); }

    ~Output() override {
        on_loop([this] {
            output_.reset();
            writer_.reset();
        });
        threads_.stop();
    }

    void open(net::Fanout::Config config = {}) {
        on_loop([&, this] {
            auto& thread = threads_.at(0);
            writer_ = std::make_unique<net::FanoutWriter>(thread.context(), thread,
                                                          net::FanoutWriter::Limits{});
            output_ = std::make_unique<FanoutOutput>(
                *writer_, totals_, config, std::make_unique<testing::SpelledDialect>(), [] {});
        });
    }

    template <class Work>
    void on_loop(Work work) {
        testing::run_on(threads_.at(0), std::move(work));
    }

    Peer join(int buffer_bytes = 0) {
        auto [peer, ours] = Peer::with_socket(buffer_bytes);
        on_loop([&, this] {
            auto end = std::make_shared<std::promise<net::ViewerEnd>>();
            output_->viewers().add(std::move(ours), {}, std::make_unique<NotedSession>(end));
        });
        return std::move(peer);
    }

    void tracks(const live::Tracks& tracks) {
        on_loop([&, this] { output_->on_tracks(tracks); });
    }
    void push(const media::FramePtr& frame) {
        on_loop([&, this] { output_->on_frame(frame); });
    }
    void end() {
        on_loop([this] { output_->on_end(); });
    }

    net::IoThreads threads_{1};
    net::FanoutTotals totals_;
    std::unique_ptr<net::FanoutWriter> writer_;
    std::unique_ptr<FanoutOutput> output_;
};

TEST_F(Output, begins_with_a_preface_of_all_tracks_and_the_newest_keyframe) {
    open();
    const auto video = video_track();
    const auto audio = audio_track();
    tracks({video, audio});
    on_loop([this] { output_->on_epoch(WallTime(1s)); });
    push(frame(video, 0ms));
    push(frame(audio, 20ms));
    push(frame(video, 40ms));
    push(frame(audio, 60ms));
    push(frame(video, 80ms, false));

    auto newcomer = join();
    end();

    EXPECT_EQ(newcomer.read_to_the_end(), "<new v1280 a @40 epoch>v40+a60v80<end>");
}

TEST_F(Output, keeps_a_newcomer_waiting_for_a_keyframe_where_there_is_a_picture) {
    open();
    const auto video = video_track();
    const auto audio = audio_track();
    tracks({video, audio});
    auto early = join();

    push(frame(audio, 0ms));
    push(frame(video, 10ms, false));
    push(frame(video, 40ms));
    push(frame(audio, 60ms));
    end();

    EXPECT_EQ(early.read_to_the_end(), "<new v1280 a @40>v40+a60<end>");
}

TEST_F(Output, begins_with_any_sound_where_there_is_no_picture) {
    open();
    const auto audio = audio_track();
    tracks({{}, audio});
    push(frame(audio, 0ms));
    push(frame(audio, 20ms));

    auto newcomer = join();
    push(frame(audio, 40ms));
    end();

    EXPECT_EQ(newcomer.read_to_the_end(), "<new a @20>a20a40<end>");
}

TEST_F(Output, says_a_change_of_a_track_once_and_where_it_happens) {
    open();
    const auto video = video_track();
    const auto other = video_track(640);
    tracks({video, {}});
    push(frame(video, 0ms));
    auto viewer = join();

    tracks({other, {}});
    push(frame(other, 40ms));
    push(frame(other, 80ms, false));
    push(frame(other, 120ms));
    auto newcomer = join();
    end();

    EXPECT_EQ(viewer.read_to_the_end(), "<new v1280 @0>v0+<track v640 @40>v40+v80v120+<end>");
    EXPECT_EQ(newcomer.read_to_the_end(), "<new v640 @120>v120+<end>");
}

TEST_F(Output, says_a_change_that_only_a_frame_tells_of) {
    open();
    const auto video = video_track();
    const auto other = video_track(640);
    tracks({video, {}});
    push(frame(video, 0ms));
    auto viewer = join();

    push(frame(other, 40ms));
    end();

    EXPECT_EQ(viewer.read_to_the_end(), "<new v1280 @0>v0+<track v640 @40>v40+<end>");
}

TEST_F(Output, tells_of_a_track_that_comes_later) {
    open();
    const auto video = video_track();
    const auto audio = audio_track();
    tracks({video, {}});
    push(frame(video, 0ms));
    auto viewer = join();

    tracks({video, audio});
    push(frame(audio, 20ms));
    push(frame(audio, 40ms));
    end();

    EXPECT_EQ(viewer.read_to_the_end(), "<new v1280 @0>v0+<track a @20>a20a40<end>");
}

TEST_F(Output, says_nothing_of_a_track_that_needs_no_configuration) {
    open();
    const auto video = video_track();
    const auto plain = video_track(0);
    tracks({video, {}});
    push(frame(video, 0ms));
    auto viewer = join();

    tracks({plain, {}});
    push(frame(plain, 40ms));
    end();

    EXPECT_EQ(viewer.read_to_the_end(), "<new v1280 @0>v0+v40+<end>");
}

TEST_F(Output, configures_anew_who_lost_its_place_while_a_track_changed) {
    open({.log = {.bytes_max = 600}});
    const auto video = video_track();
    const auto other = video_track(640);
    tracks({video, {}});
    push(frame(video, 0ms));
    auto slow = join(2048);

    // All in one turn of the loop: nothing goes out before the log has let the middle go.
    on_loop([&, this] {
        output_->on_tracks({other, {}});
        for (auto at = 1'000'000ms; at < 1'000'200ms; at += 1ms) {
            output_->on_frame(frame(other, at));
        }
        output_->on_end();
    });

    const auto heard = slow.read_to_the_end();
    EXPECT_TRUE(heard.starts_with("<new v1280 @0>v0+<back v640 @10001")) << heard;
    EXPECT_EQ(heard.find("<track"), std::string::npos);
    on_loop([] {});  // The pass that sent it is over.
    EXPECT_EQ(totals_.jumps, 1u);
}

}  // namespace
}  // namespace freshet::fanout
