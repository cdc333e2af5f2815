#include "community/pins.hpp"

#include <utility>

namespace freshet::community {

Pins::Pins(PinRepository& repository, EventBus& events, WallClock clock)
    : repository_(repository), events_(events), clock_(std::move(clock)) {}

asio::awaitable<Result<void>> Pins::pin(ChatActor actor, MessageKey key) {
    const auto now = clock_();
    const auto is_news = co_await repository_.pin(std::move(actor), key, now);
    if (!is_news) co_return std::unexpected(is_news.error());
    if (*is_news) {
        events_.publish(MessagePinned{.stream = key.stream, .message = key.message, .at = now});
    }
    co_return Result<void>();
}

asio::awaitable<Result<void>> Pins::unpin(ChatActor actor, StreamId stream) {
    const auto now = clock_();
    const auto was_there = co_await repository_.unpin(std::move(actor), stream, now);
    if (!was_there) co_return std::unexpected(was_there.error());
    if (*was_there) events_.publish(MessagePinned{.stream = stream, .message = {}, .at = now});
    co_return Result<void>();
}

asio::awaitable<std::optional<MessageId>> Pins::of_stream(StreamId stream) {
    return repository_.of_stream(stream);
}

}  // namespace freshet::community
