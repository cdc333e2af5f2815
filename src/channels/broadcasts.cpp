#include "channels/broadcasts.hpp"

#include <utility>

namespace freshet::channels {

Broadcasts::Broadcasts(Config config, StreamRepository& repository, WallClock clock)
    : config_(config), repository_(repository), clock_(std::move(clock)) {}

asio::awaitable<Result<Stream>> Broadcasts::open(ChannelId channel) {
    const auto now = clock_();
    return repository_.open(channel, now, now - config_.grace);
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
