#include "community/pins.hpp"

#include <utility>

namespace freshet::community {

Pins::Pins(PinRepository& repository, EventBus& events, WallClock clock)
    : repository_(repository), events_(events), clock_(std::move(clock)) {}

asio::awaitable<Result<void>> Pins::pin(Pin pin) {
    const auto now = clock_();
    const auto is_news = co_await repository_.pin(pin, now);
    if (!is_news) co_return std::unexpected(is_news.error());
    if (*is_news) {
        events_.publish(MessagePinned{.stream = pin.stream, .message = pin.message, .at = now});
    }
    co_return Result<void>();
}

asio::awaitable<void> Pins::unpin(StreamId stream) {
    const bool was_there = co_await repository_.unpin(stream);
    if (!was_there) co_return;
    events_.publish(MessagePinned{.stream = stream, .message = {}, .at = clock_()});
}

asio::awaitable<std::optional<MessageId>> Pins::of_stream(StreamId stream) {
    return repository_.of_stream(stream);
}

}  // namespace freshet::community
