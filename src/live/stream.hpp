#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/loop.hpp"
#include "base/result.hpp"
#include "live/capture_clock.hpp"
#include "live/observer.hpp"
#include "live/replica.hpp"

namespace freshet::live {

enum class Status : std::uint8_t { live, reconnecting, ended };

/// One broadcast while it is on air. Lives on its home thread, that of its first publisher; a
/// publisher who returns on another thread posts to it. Many threads share it, each viewer and
/// publication a part, so the last one to go destroys it: by then it has ended, and nothing of it
/// is bound to a thread.
class Stream {
public:
    struct Config {
        FrameLog::Limits log = {};
        std::chrono::milliseconds grace = std::chrono::seconds(30);  // For a lost publisher.
        std::chrono::milliseconds grace_clean =
            std::chrono::seconds(0);  // For one who said goodbye.
        /// A publisher who has sent nothing for this long may be replaced.
        std::chrono::milliseconds silence_max = std::chrono::seconds(5);
    };
    using WallClock = std::function<WallTime()>;
    using Evict = Loop::Work;

    Stream(Broadcast broadcast, Config config, Loop& home, Observer& observer,
           WallClock wall_clock);
    ~Stream();

    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    // From any thread.

    [[nodiscard]] const Broadcast& broadcast() const { return broadcast_; }
    [[nodiscard]] Loop& home() const { return home_; }
    [[nodiscard]] Status status() const { return status_.load(); }
    [[nodiscard]] WallTime started_at() const { return started_at_; }
    [[nodiscard]] std::uint32_t viewers() const { return viewers_.load(); }
    [[nodiscard]] std::uint32_t viewers_peak() const { return viewers_peak_.load(); }
    [[nodiscard]] std::uint64_t bytes() const { return bytes_.load(); }

    /// The tracks that are known, for whoever describes the stream.
    [[nodiscard]] Tracks tracks() const;

    void viewer_came();
    void viewer_left();

    /// The right to feed the stream, and where its frames begin.
    struct Claim {
        std::uint32_t number = 0;  // Of this publication within the stream, from 1.
        media::MediaTime start{};
    };

    /// Takes the right for a publisher on `loop`: Errc::already_publishing while another is alive,
    /// Errc::broadcast_over. A silent one is told by its `evict`, on its own loop.
    Result<Claim> claim(Loop& loop, Evict evict);

    /// Gives the right back. Nothing happens when another has taken it.
    enum class Goodbye : std::uint8_t { lost, clean };
    [[nodiscard]] bool release(std::uint32_t number);

    /// Tells the publisher, if there is one, to go.
    void evict_publisher();

    /// A publication that claimed the right is sending.
    void heard() { heard_ns_.store(home_.now().time_since_epoch().count()); }

    /// The stream as `loop` sees it, which is the caller's; null when it has ended. It is fed for
    /// as long as the caller keeps it, and is to be let go on that thread.
    [[nodiscard]] static std::shared_ptr<Replica> replica(const std::shared_ptr<Stream>& stream,
                                                          Loop& loop);

    // On the home thread.

    void begin_publication(std::uint32_t number);
    void take_track(std::uint32_t number, media::TrackPtr track);
    void take_frame(std::uint32_t number, media::FramePtr frame);
    void publisher_left(Goodbye goodbye);
    void end(EndReason reason);
    [[nodiscard]] Replica& home_replica() { return *home_replica_; }

    /// Called once, on the home thread, when the stream has ended.
    std::function<void()> on_ended;

private:
    struct Served {
        Loop* loop;
        std::weak_ptr<Replica> replica;  // Owned on its own thread, where it has to die.
    };
    struct Publisher {
        std::uint32_t number = 0;
        Loop* loop = nullptr;
        Evict evict;
    };

    void attach(Served served);
    void tell_all(const std::function<void(Replica&)>& tell);
    [[nodiscard]] bool is_current(std::uint32_t number) const { return current_.load() == number; }
    void update_epoch(const media::Frame& frame);
    [[nodiscard]] media::FramePtr marked_if_first(media::FramePtr frame);

    const Broadcast broadcast_;
    const Config config_;
    Loop& home_;
    Observer& observer_;
    const WallClock wall_clock_;
    const WallTime started_at_;

    // Read from any thread.
    std::atomic<Status> status_ = Status::live;
    std::atomic<std::uint32_t> current_ = 0;  // The number of the publication that may feed.
    std::atomic<std::int64_t> heard_ns_ = 0;  // MonoTime of the newest frame.
    std::atomic<std::int64_t> end_us_ = 0;    // MediaTime at which the newest frame ends.
    std::atomic<std::uint32_t> viewers_ = 0;
    std::atomic<std::uint32_t> viewers_peak_ = 0;
    std::atomic<std::uint64_t> frames_ = 0;
    std::atomic<std::uint64_t> bytes_ = 0;

    // Guarded.
    mutable std::mutex mutex_;
    std::optional<Publisher> publisher_;
    std::vector<Served> served_;  // A replica a thread, but for the home thread's.
    Tracks known_tracks_;

    // The home thread's.
    std::shared_ptr<Replica> home_replica_;  // Null once ended.
    std::vector<Served> fed_;                // The other threads'.
    Tracks tracks_;
    CaptureClock capture_clock_;
    std::optional<WallTime> told_epoch_;
    std::array<bool, 2> has_begun_{};  // By kind: the publication has sent a frame of it.
    std::array<media::MediaTime, 2> newest_dts_{};
    std::unique_ptr<Wake> grace_wake_;
};

/// One viewer's being there; counted while it lives. From any thread.
class Presence {
public:
    explicit Presence(std::shared_ptr<Stream> stream) : stream_(std::move(stream)) {
        stream_->viewer_came();
    }
    Presence(Presence&& other) noexcept = default;
    Presence& operator=(Presence&&) = delete;
    ~Presence() {
        if (stream_) stream_->viewer_left();
    }

private:
    std::shared_ptr<Stream> stream_;
};

}  // namespace freshet::live
