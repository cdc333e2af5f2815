#pragma once

// What the tests of this room share.

#include <memory>
#include <string>
#include <vector>

#include "base/testing/fake_loop.hpp"
#include "live/hub.hpp"
#include "live/output.hpp"

namespace freshet::live::testing {

inline media::TrackPtr video_track(std::uint32_t width = 1280) {
    auto track = std::make_shared<media::Track>();
    track->codec = media::Codec::h264;
    track->width = width;
    return track;
}

inline media::TrackPtr audio_track() {
    auto track = std::make_shared<media::Track>();
    track->codec = media::Codec::aac;
    return track;
}

/// A frame of a kilobyte.
inline media::FramePtr frame(const media::TrackPtr& track, media::MediaTime at,
                             bool keyframe = true) {
    auto frame = std::make_shared<media::Frame>();
    frame->track = track;
    frame->dts = at;
    frame->pts = at;
    frame->keyframe = keyframe;
    frame->payload = Slice(Bytes(1024));
    return frame;
}

/// Writes down what it is told.
struct Heard {
    std::vector<media::FramePtr> frames;
    std::vector<Tracks> tracks;
    std::optional<WallTime> epoch;
    int ends = 0;
};

class RecordingOutput final : public Output {
public:
    explicit RecordingOutput(Heard& heard) : heard_(heard) {}

    void on_tracks(const Tracks& tracks) override { heard_.tracks.push_back(tracks); }
    void on_frame(const media::FramePtr& frame) override { heard_.frames.push_back(frame); }
    void on_epoch(WallTime epoch) override { heard_.epoch = epoch; }
    void on_end() override { ++heard_.ends; }

private:
    Heard& heard_;
};

/// Writes down what happens to broadcasts, a word each.
class RecordingObserver final : public Observer {
public:
    void went_live(const Broadcast&, bool returned) override {
        events.emplace_back(returned ? "returned" : "live");
    }
    void lost_publisher(const Broadcast&) override { events.emplace_back("lost"); }
    void ended(const Broadcast&, const Summary& summary) override {
        events.push_back("ended: " + std::string(to_string(summary.reason)));
        last = summary;
    }

    std::vector<std::string> events;
    Summary last;
};

/// A hub, its home loop and one more, with clocks that move together.
struct Stage {
    using FakeLoop = freshet::testing::FakeLoop;

    explicit Stage(Stream::Config config = {})
        : hub(config, observer, [this] { return noon + elapsed; }) {}

    Result<Publication> publish(FakeLoop& loop, Stream::Evict evict = [] {}) {
        auto publication = loop.run([&] { return hub.publish(broadcast, loop, std::move(evict)); });
        settle();
        return publication;
    }

    template <class Work>
    void at(FakeLoop& loop, Work work) {
        loop.run(work);
        settle();
    }

    void settle() {
        while (home.run_posted() || other.run_posted()) {
        }
    }

    void pass(std::chrono::milliseconds time) {
        elapsed += time;
        home.advance(time);
        other.advance(time);
        settle();
    }

    static constexpr WallTime noon{std::chrono::milliseconds(1'769'860'800'000)};
    std::chrono::milliseconds elapsed{};
    FakeLoop home;
    FakeLoop other;
    RecordingObserver observer;
    Broadcast broadcast{StreamId::make(), ChannelId::make(), "ada"};
    Hub hub;
};

}  // namespace freshet::live::testing
