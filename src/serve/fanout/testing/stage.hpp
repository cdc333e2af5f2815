#pragma once

#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "live/hub.hpp"
#include "media/testing/configurations.hpp"
#include "media/testing/hex.hpp"
#include "media/track_reader.hpp"
#include "net/io_threads.hpp"
#include "serve/fanout/delivery.hpp"

namespace freshet::fanout::testing {

// What a test waits for at most.
inline constexpr auto patience = std::chrono::seconds(10);

inline media::TrackPtr track_of(media::Codec codec, std::string_view config) {
    return std::make_shared<const media::Track>(
        media::make_track(codec, media::testing::from_hex(config)).value());
}
inline media::TrackPtr picture() {
    return track_of(media::Codec::h264, media::testing::h264_baseline);
}
inline media::TrackPtr sound() { return track_of(media::Codec::aac, "1190"); }

/// What a frame is, but for the letter that fills it.
struct FrameAt {
    media::TrackPtr track{};
    std::chrono::milliseconds at{};
    bool keyframe = true;
    std::size_t size = 10;
};

inline media::FramePtr make_frame(const FrameAt& about) {
    return std::make_shared<const media::Frame>(media::Frame{
        .track = about.track,
        .dts = about.at,
        .pts = about.at,
        .keyframe = about.keyframe,
        .payload = Slice(Bytes(about.size, std::byte{'x'})),
    });
}

/// Runs `work` on an io thread, and waits for what it gives.
template <class Work>
auto run_on(net::IoThread& thread, Work work) {
    std::packaged_task<decltype(work())()> task(std::move(work));
    auto result = task.get_future();
    thread.post([&task] { task(); });
    return result.get();
}

/// A viewer's session that tells the test how it ended.
class NotedSession final : public net::ViewerSession {
public:
    using End = std::shared_ptr<std::promise<net::ViewerEnd>>;

    explicit NotedSession(End end) : end_(std::move(end)) {}
    void ended(net::ViewerEnd why, const net::ViewerCounts&) override { end_->set_value(why); }

private:
    End end_;
};

inline net::ViewerEnd wait_for(const NotedSession::End& end) {
    auto future = end->get_future();
    EXPECT_EQ(future.wait_for(patience), std::future_status::ready) << "the viewer is still there";
    return future.get();
}

/// A hub and a delivery on real io threads. A test publishes "ada" on the first of them.
class Stage {
public:
    explicit Stage(std::size_t thread_count = 1, Delivery::Config config = {},
                   live::Stream::Config stream = {})
        : threads(thread_count),
          delivery(threads, std::move(config)),
          hub(stream, quiet_, wall_now) {
        threads.start();
    }

    ~Stage() {
        leave();
        hub.end_all();
        delivery.close(std::chrono::milliseconds(0));
        threads.stop();
    }

    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    template <class Work>
    auto on(std::size_t thread, Work work) {
        return run_on(threads.at(thread), std::move(work));
    }

    std::shared_ptr<live::Stream> publish() {
        on(0, [this] {
            auto begun = hub.publish(broadcast, threads.at(0), [] {});
            publication_.emplace(std::move(begun.value()));
        });
        return hub.find(broadcast.id);
    }

    void announce(const media::TrackPtr& track) {
        on(0, [&] { publication_->announce(track); });
    }

    void push(const media::FramePtr& frame) {
        on(0, [&] { publication_->push(frame); });
    }

    /// The publisher says goodbye: the stream ends.
    void unpublish() {
        on(0, [this] { publication_->unpublish(); });
    }

    net::IoThreads threads;
    Delivery delivery;
    live::Broadcast broadcast{StreamId::make(), ChannelId::make(), "ada"};

private:
    class QuietObserver final : public live::Observer {
        void went_live(const live::Broadcast&, bool) override {}
        void lost_publisher(const live::Broadcast&) override {}
        void ended(const live::Broadcast&, const live::Summary&) override {}
    };

    void leave() {
        on(0, [this] { publication_.reset(); });
    }

    QuietObserver quiet_;

public:
    live::Hub hub;

private:
    std::optional<live::Publication> publication_;
};

}  // namespace freshet::fanout::testing
