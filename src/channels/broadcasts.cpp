#include "channels/broadcasts.hpp"

#include <utility>

#include "channels/error.hpp"

namespace freshet::channels {

Broadcasts::Broadcasts(Config config, StreamRepository& repository, WallClock clock)
    : config_(config), repository_(repository), clock_(std::move(clock)) {}

asio::awaitable<Result<Stream>> Broadcasts::open(ChannelId channel) {
    const auto now = clock_();
    if (rests(channel, now)) co_return fail(Errc::just_stopped);
    co_return co_await repository_.open(channel, now, now - config_.grace);
}

/// Forgets the others whose time is over, so that no more are known than were stopped lately.
void Broadcasts::note_stopped(ChannelId channel) {
    const auto now = clock_();
    const std::lock_guard lock(mutex_);
    std::erase_if(rests_until_, [now](const auto& entry) { return entry.second <= now; });
    rests_until_[channel] = now + config_.rest;
}

void Broadcasts::end_rest(ChannelId channel) {
    const std::lock_guard lock(mutex_);
    rests_until_.erase(channel);
}

bool Broadcasts::rests(ChannelId channel, WallTime now) {
    const std::lock_guard lock(mutex_);
    const auto found = rests_until_.find(channel);
    return found != rests_until_.end() && now < found->second;
}

asio::awaitable<void> Broadcasts::mark_reconnecting(StreamId id, WallTime since) {
    return repository_.mark_reconnecting(id, since);
}

asio::awaitable<void> Broadcasts::mark_live(StreamId id) {
    return repository_.mark_live(id, clock_());
}

asio::awaitable<void> Broadcasts::end(StreamId id, WallTime ended_at) {
    return repository_.end(id, ended_at);
}

asio::awaitable<void> Broadcasts::signs_of_life(std::vector<SignOfLife> signs, WallTime now) {
    return repository_.note_signs_of_life(std::move(signs), now);
}

asio::awaitable<std::vector<Stream>> Broadcasts::recover(WallTime now) {
    return repository_.mark_all_reconnecting(now);
}

asio::awaitable<std::vector<Stream>> Broadcasts::end_lost(WallTime now) {
    return repository_.end_lost(now - config_.grace);
}

asio::awaitable<std::optional<Stream>> Broadcasts::find(StreamId id) {
    return repository_.find(id);
}

asio::awaitable<std::optional<Stream>> Broadcasts::current_of(ChannelId channel) {
    return repository_.current_of(channel);
}

asio::awaitable<Paged<Stream>> Broadcasts::list(StreamFilter filter, Page page) {
    filter.planned_from = clock_() - join_window;
    return repository_.list(std::move(filter), page);
}

asio::awaitable<Paged<Stream>> Broadcasts::search(StreamSearch search, Page page) {
    return repository_.search(std::move(search), page);
}

}  // namespace freshet::channels
