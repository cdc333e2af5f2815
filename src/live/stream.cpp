#include "live/stream.hpp"

#include <algorithm>

#include "live/error.hpp"

namespace freshet::live {

using namespace std::chrono_literals;

namespace {

// Smaller corrections of the epoch are not worth telling.
constexpr auto epoch_step_min = 5ms;

// A step within a track beyond this is a gap, and says nothing of how long a frame is.
constexpr auto frame_duration_max = 1s;

std::size_t index(media::Kind kind) { return static_cast<std::size_t>(kind); }

}  // namespace

std::string_view to_string(EndReason reason) {
    switch (reason) {
        case EndReason::unpublished: return "unpublished";
        case EndReason::lost: return "lost";
        case EndReason::stopped: return "stopped";
        case EndReason::shutdown: return "shutdown";
    }
    return "unknown";
}

Stream::Stream(Broadcast broadcast, Config config, Loop& home, Observer& observer,
               WallClock wall_clock)
    : broadcast_(std::move(broadcast)),
      config_(config),
      home_(home),
      observer_(observer),
      wall_clock_(std::move(wall_clock)),
      started_at_(wall_clock_()),
      home_replica_(std::make_shared<Replica>(config_.log)) {}

Stream::~Stream() = default;

Tracks Stream::tracks() const {
    const std::lock_guard lock(mutex_);
    return known_tracks_;
}

void Stream::viewer_came() {
    const auto now = ++viewers_;
    auto peak = viewers_peak_.load();
    while (peak < now && !viewers_peak_.compare_exchange_weak(peak, now)) {
    }
}

void Stream::viewer_left() { --viewers_; }

Result<Stream::Claim> Stream::claim(Loop& loop, Evict evict) {
    const std::lock_guard lock(mutex_);
    if (status_ == Status::ended) return fail(Errc::broadcast_over);

    const auto now = home_.now();
    const auto heard = MonoTime(MonoTime::duration(heard_ns_.load()));
    const bool is_first = current_ == 0;
    if (publisher_) {
        if (now - heard < config_.silence_max) return fail(Errc::already_publishing);
        publisher_->loop->post(std::move(publisher_->evict));
    }

    publisher_ = Publisher{++current_, &loop, std::move(evict)};
    status_ = Status::live;
    heard_ns_ = now.time_since_epoch().count();
    const auto away = is_first ? 0us : std::chrono::duration_cast<media::MediaTime>(now - heard);
    return Claim{.number = current_, .start = media::MediaTime(end_us_.load()) + away};
}

bool Stream::release(std::uint32_t number) {
    const std::lock_guard lock(mutex_);
    if (!publisher_ || publisher_->number != number) return false;
    publisher_.reset();
    if (status_ == Status::live) status_ = Status::reconnecting;
    return true;
}

void Stream::evict_publisher() {
    const std::lock_guard lock(mutex_);
    if (publisher_ && publisher_->evict) publisher_->loop->post(std::move(publisher_->evict));
}

std::shared_ptr<Replica> Stream::replica(const std::shared_ptr<Stream>& stream, Loop& loop) {
    const std::lock_guard lock(stream->mutex_);
    if (stream->status_ == Status::ended) return nullptr;
    if (&loop == &stream->home_) return stream->home_replica_;

    std::erase_if(stream->served_, [](const Served& served) { return served.replica.expired(); });
    for (const auto& served : stream->served_) {
        if (served.loop == &loop) return served.replica.lock();
    }
    auto replica = std::make_shared<Replica>(stream->config_.log);
    const Served served{&loop, replica};
    stream->served_.push_back(served);
    stream->home_.post([stream, served] { stream->attach(served); });
    return replica;
}

void Stream::attach(Served served) {
    auto replica = served.replica.lock();
    if (!replica) return;
    auto snapshot = home_replica_ ? home_replica_->snapshot() : Replica::Snapshot{.ended = true};
    served.loop->post([replica = std::move(replica), snapshot = std::move(snapshot)] {
        replica->begin(snapshot);
    });
    fed_.push_back(std::move(served));
}

void Stream::begin_publication(std::uint32_t number) {
    if (!is_current(number)) return;
    grace_wake_.reset();
    has_begun_ = {};
    capture_clock_.restart();
    observer_.went_live(broadcast_, number > 1);
}

void Stream::take_track(std::uint32_t number, media::TrackPtr track) {
    if (!is_current(number) || status_ == Status::ended) return;
    tracks_.of(track->kind()) = std::move(track);
    {
        const std::lock_guard lock(mutex_);
        known_tracks_ = tracks_;
    }
    tell_all([tracks = tracks_](Replica& replica) { replica.take_tracks(tracks); });
}

void Stream::take_frame(std::uint32_t number, media::FramePtr frame) {
    if (!is_current(number) || status_ == Status::ended) return;
    update_epoch(*frame);
    frame = marked_if_first(std::move(frame));

    auto& newest = newest_dts_[index(frame->kind())];
    const auto step = frame->dts - newest;
    const auto duration = step > 0us && step < frame_duration_max ? step : 0us;
    newest = frame->dts;
    end_us_ = std::max(end_us_.load(), (frame->dts + duration).count());
    ++frames_;
    bytes_ += frame->payload.size();
    tell_all([frame](Replica& replica) { replica.take_frame(frame); });
}

/// The first frame of each track after a return says that what came before is over.
media::FramePtr Stream::marked_if_first(media::FramePtr frame) {
    auto& has_begun = has_begun_[index(frame->kind())];
    const bool is_return = !std::exchange(has_begun, true) && current_ > 1;
    if (!is_return || frame->discontinuity) return frame;
    auto marked = std::make_shared<media::Frame>(*frame);
    marked->discontinuity = true;
    return marked;
}

void Stream::update_epoch(const media::Frame& frame) {
    if (frame.discontinuity) capture_clock_.restart();
    capture_clock_.note(frame.dts, wall_clock_());
    const auto epoch = capture_clock_.epoch();
    if (told_epoch_ && std::chrono::abs(*epoch - *told_epoch_) < epoch_step_min) return;
    told_epoch_ = epoch;
    tell_all([epoch = *epoch](Replica& replica) { replica.take_epoch(epoch); });
}

void Stream::tell_all(const std::function<void(Replica&)>& tell) {
    // The others first: they have a way to go. What was locked here is moved there, so that it
    // never dies here.
    std::erase_if(fed_, [](const Served& served) { return served.replica.expired(); });
    for (const auto& served : fed_) {
        served.loop->post([replica = served.replica.lock(), tell] {
            if (replica) tell(*replica);
        });
    }
    tell(*home_replica_);
}

void Stream::publisher_left(Goodbye goodbye) {
    if (status_ != Status::reconnecting) return;  // Another is here already, or it is over.
    const auto grace = goodbye == Goodbye::clean ? config_.grace_clean : config_.grace;
    const auto reason = goodbye == Goodbye::clean ? EndReason::unpublished : EndReason::lost;
    if (grace == 0ms) return end(reason);
    observer_.lost_publisher(broadcast_);
    grace_wake_ = home_.wake_at(home_.now() + grace, [this, reason] {
        if (status_ == Status::reconnecting) end(reason);
    });
}

void Stream::end(EndReason reason) {
    {
        const std::lock_guard lock(mutex_);
        if (status_ == Status::ended) return;
        // A publisher may have returned between the caller's look and ours.
        if (publisher_ && reason != EndReason::stopped && reason != EndReason::shutdown) return;
        status_ = Status::ended;
        served_.clear();
    }
    evict_publisher();
    tell_all([](Replica& replica) { replica.take_end(); });

    const auto silence = home_.now() - MonoTime(MonoTime::duration(heard_ns_.load()));
    const Summary summary{
        .reason = reason,
        .last_frame_at = wall_clock_() - std::chrono::floor<std::chrono::milliseconds>(silence),
        .media = std::chrono::floor<std::chrono::milliseconds>(media::MediaTime(end_us_.load())),
        .frames = frames_,
        .bytes = bytes_,
        .publications = current_,
        .viewers_peak = viewers_peak_};
    observer_.ended(broadcast_, summary);
    if (on_ended) on_ended();
    home_.post([replica = std::move(home_replica_)] {});
    // We may be inside the wake's own call, and it has to die here, on the home thread.
    if (grace_wake_) home_.post([wake = std::move(grace_wake_)] {});
}

}  // namespace freshet::live
