#include "app/broadcast_rows.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include "base/log.hpp"
#include "net/run_to_end.hpp"

namespace freshet::app {

namespace asio = boost::asio;
using channels::StreamStatus;
using namespace std::chrono_literals;

namespace {

api::LiveNow live_now_of(const live::Stream& stream) {
    return {.stream = stream.broadcast().id,
            .viewers = stream.viewers(),
            .started_at = stream.started_at(),
            .reconnecting = stream.status() == live::Status::reconnecting};
}

}  // namespace

BroadcastRows::BroadcastRows(Config config, channels::Broadcasts& broadcasts, EventBus& events,
                             net::IoThread& thread)
    : config_(config),
      broadcasts_(broadcasts),
      events_(events),
      thread_(thread),
      rounds_(thread.context().get_executor()),
      writes_(thread.context().get_executor()) {}

asio::awaitable<void> BroadcastRows::recover() {
    const auto streams = co_await broadcasts_.recover(wall_now());
    const std::lock_guard lock(mutex_);
    for (const auto& stream : streams) {
        waiting_[stream.id] = {stream.channel, stream.started_at.value_or(wall_now())};
        log::info("live", "waiting for the publisher of an earlier run channel={} stream={}",
                  stream.handle, to_string(stream.id));
    }
}

void BroadcastRows::start(live::Hub& hub, std::function<void()> each_round) {
    hub_ = &hub;
    thread_.post([this, each_round = std::move(each_round)] {
        rounds_.spawn("rows", keep_signs_of_life(each_round));
    });
}

void BroadcastRows::stop() {
    net::run_to_end(thread_, [this] { return join(); });
}

asio::awaitable<void> BroadcastRows::join() {
    rounds_.cancel();
    co_await rounds_.join(0s);
    co_await writes_.join(2s);
}

asio::awaitable<void> BroadcastRows::keep_signs_of_life(std::function<void()> each_round) {
    asio::steady_timer timer(co_await asio::this_coro::executor);
    while (true) {
        timer.expires_after(config_.round);
        const auto [error] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
        if (error) co_return;

        std::vector<channels::SignOfLife> signs;
        for (const auto& stream : hub_->on_air()) {
            if (stream->status() != live::Status::live) continue;
            signs.push_back({stream->broadcast().id, stream->viewers()});
        }
        // Tasks of their own: a database that is away ends them, and not the rounds.
        if (!signs.empty()) {
            write("sign of life", [this, signs = std::move(signs)] {
                return broadcasts_.signs_of_life(signs, wall_now());
            });
        }
        write("end lost", [this] { return end_lost(); });
        write("changes", [this] { return write_changes(); });  // Those that could not be written.
        each_round();
    }
}

asio::awaitable<void> BroadcastRows::end_lost() {
    {
        const std::lock_guard lock(mutex_);
        // A row may say that its publisher is away because the database was when he returned.
        if (waiting_.empty() || !changes_.empty()) co_return;
    }
    const auto lost = co_await broadcasts_.end_lost(wall_now());
    for (const auto& stream : lost) {
        {
            const std::lock_guard lock(mutex_);
            if (waiting_.erase(stream.id) == 0) continue;
        }
        log::info("live", "ended channel={} stream={} reason=\"publisher did not return\"",
                  stream.handle, to_string(stream.id));
        publish_end(stream, std::string(to_string(live::EndReason::lost)));
    }
}

void BroadcastRows::note(StreamId id, Change change) {
    {
        const std::lock_guard lock(mutex_);
        change.number = ++changes_noted_;
        changes_[id] = std::move(change);
    }
    write("changes", [this] { return write_changes(); });
}

/// The next that this pass has not tried: in the order in which they were noted.
std::optional<BroadcastRows::Noted> BroadcastRows::next_change(std::uint64_t tried) const {
    const std::lock_guard lock(mutex_);
    std::optional<Noted> next;
    for (const auto& [id, change] : changes_) {
        if (change.number <= tried || (next && change.number > next->change.number)) continue;
        next = Noted{.id = id, .change = change};
    }
    return next;
}

/// One after the other, because the database may finish two at once in any order. What cannot be
/// written stays for a later round, and holds up no other.
asio::awaitable<void> BroadcastRows::write_changes() {
    if (is_writing_) co_return;  // Who writes comes to the new one too.
    is_writing_ = true;
    std::uint64_t tried = 0;
    while (const auto next = next_change(tried)) {
        tried = next->change.number;
        const bool is_written = co_await try_to_write(*next);
        if (is_written && next->change.status == StreamStatus::ended) {
            write("ended", [this, id = next->id, reason = next->change.reason] {
                return tell_ended(id, reason);
            });
        }
        const std::lock_guard lock(mutex_);
        const auto found = changes_.find(next->id);
        if (is_written && found != changes_.end() && found->second.number == tried)
            changes_.erase(found);
    }
    is_writing_ = false;
}

asio::awaitable<bool> BroadcastRows::try_to_write(Noted noted) try {
    switch (noted.change.status) {
        case StreamStatus::live: co_await broadcasts_.mark_live(noted.id); break;
        case StreamStatus::reconnecting:
            co_await broadcasts_.mark_reconnecting(noted.id, noted.change.at);
            break;
        case StreamStatus::ended: co_await broadcasts_.end(noted.id, noted.change.at); break;
        case StreamStatus::scheduled: break;  // No broadcast becomes that.
    }
    co_return true;
} catch (const boost::system::system_error& error) {
    if (const auto times = unwritten_lines_.count()) {
        log::warning("live", "row not written yet stream={} status={} times={} error=\"{}\"",
                     to_string(noted.id), channels::to_string(noted.change.status), *times,
                     error.what());
    }
    co_return false;
}

asio::awaitable<void> BroadcastRows::tell_started(StreamId id) {
    const auto stream = co_await broadcasts_.find(id);
    if (!stream) co_return;
    events_.publish(StreamStarted{.stream = id,
                                  .channel = stream->channel,
                                  .streamer = stream->owner,
                                  .username = stream->username,
                                  .title = stream->title,
                                  .is_public = stream->visibility == channels::Visibility::public_,
                                  .at = stream->started_at.value_or(wall_now())});
}

asio::awaitable<void> BroadcastRows::tell_ended(StreamId id, std::string reason) {
    const auto stream = co_await broadcasts_.find(id);
    if (stream) publish_end(*stream, std::move(reason));
}

void BroadcastRows::publish_end(const channels::Stream& stream, std::string reason) {
    events_.publish(StreamEnded{.stream = stream.id,
                                .channel = stream.channel,
                                .streamer = stream.owner,
                                .username = stream.username,
                                .reason = std::move(reason),
                                .is_public =
                                    stream.visibility == channels::Visibility::public_,
                                .at = stream.ended_at.value_or(wall_now())});
}

void BroadcastRows::went_live(const live::Broadcast& broadcast, bool returned) {
    bool waited = false;
    {
        const std::lock_guard lock(mutex_);
        waited = waiting_.erase(broadcast.id) > 0;
        changes_.erase(broadcast.id);  // The publish has opened the row, whatever was to be of it.
    }
    const auto id = broadcast.id;
    if (returned) {
        note(id, {.status = StreamStatus::live, .at = wall_now()});
    } else if (!waited) {
        write("started", [this, id] { return tell_started(id); });
    }
}

void BroadcastRows::lost_publisher(const live::Broadcast& broadcast) {
    note(broadcast.id, {.status = StreamStatus::reconnecting, .at = wall_now()});
}

void BroadcastRows::ended(const live::Broadcast& broadcast, const live::Summary& summary) {
    log::info("live",
              "ended channel={} stream={} reason=\"{}\" seconds={:.1f} frames={} bytes={} "
              "publications={} viewers_peak={}",
              broadcast.handle, to_string(broadcast.id), to_string(summary.reason),
              std::chrono::duration<double>(summary.media).count(), summary.frames, summary.bytes,
              summary.publications, summary.viewers_peak);
    // The program stops, the broadcast does not: its publisher will find it waiting.
    if (summary.reason == live::EndReason::shutdown) return;
    note(broadcast.id, {.status = StreamStatus::ended,
                        .at = summary.last_frame_at,
                        .reason = std::string(to_string(summary.reason))});
}

void BroadcastRows::write(std::string name, std::function<asio::awaitable<void>()> task) {
    thread_.post([this, name = std::move(name), task = std::move(task)] {
        writes_.spawn("rows: " + name, task());
    });
}

std::optional<api::LiveNow> BroadcastRows::live_now(StreamId stream) const {
    if (const auto on_air = hub_->find(stream)) return live_now_of(*on_air);
    const std::lock_guard lock(mutex_);
    const auto found = waiting_.find(stream);
    if (found == waiting_.end()) return std::nullopt;
    return api::LiveNow{
        .stream = stream, .started_at = found->second.started_at, .reconnecting = true};
}

std::optional<api::LiveNow> BroadcastRows::live_now(ChannelId channel) const {
    if (const auto on_air = hub_->find(channel)) return live_now_of(*on_air);
    const std::lock_guard lock(mutex_);
    for (const auto& [id, waiting] : waiting_) {
        if (waiting.channel != channel) continue;
        return api::LiveNow{.stream = id, .started_at = waiting.started_at, .reconnecting = true};
    }
    return std::nullopt;
}

void BroadcastRows::end_publish(ChannelId channel) { hub_->stop(channel); }

void BroadcastRows::end_stream(StreamId stream) {
    hub_->stop(stream);
    const std::lock_guard lock(mutex_);
    waiting_.erase(stream);
}

}  // namespace freshet::app
