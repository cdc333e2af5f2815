#pragma once

#include <optional>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/events.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "community/moderation_repository.hpp"

namespace freshet::community {

namespace asio = boost::asio;

/// A message, and the room that it is of.
struct MessageKey {
    StreamId stream;
    MessageId message;
};

/// Where it is kept which message is pinned: one of a stream. Promises as ModerationRepository.
class PinRepository {
public:
    virtual ~PinRepository() = default;

    /// In place of the one before. Tells whether it is news. Of one that nobody sees
    /// message_not_found; stream_not_found, not_moderator.
    virtual asio::awaitable<Result<bool>> pin(ChatActor actor, MessageKey key, WallTime now) = 0;

    /// Tells whether there was one. stream_not_found, not_moderator.
    virtual asio::awaitable<Result<bool>> unpin(ChatActor actor, StreamId stream, WallTime now) = 0;

    /// As long as everybody sees it.
    virtual asio::awaitable<std::optional<MessageId>> of_stream(StreamId stream) = 0;
};

/// The messages that stand above their rooms. Rooms hear of it. Used by all io threads at once;
/// repository and events outlive it. Reasons of refusal are ChatErrc.
class Pins {
public:
    Pins(PinRepository& repository, EventBus& events, WallClock clock);

    /// MessagePinned. message_not_found, stream_not_found, not_moderator.
    asio::awaitable<Result<void>> pin(ChatActor actor, MessageKey key);
    /// MessagePinned, where there was one. stream_not_found, not_moderator.
    asio::awaitable<Result<void>> unpin(ChatActor actor, StreamId stream);

    asio::awaitable<std::optional<MessageId>> of_stream(StreamId stream);

private:
    PinRepository& repository_;
    EventBus& events_;
    WallClock clock_;
};

}  // namespace freshet::community
