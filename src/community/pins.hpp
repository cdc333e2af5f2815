#pragma once

#include <optional>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/events.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"

namespace freshet::community {

namespace asio = boost::asio;

/// What is to stand above a room.
struct Pin {
    StreamId stream;
    MessageId message;
    UserId by;

    bool operator==(const Pin&) const = default;
};

/// Where it is kept which message is pinned: one of a stream. Every method is one transaction, and
/// what it returned survives a crash. A database that is down throws. From any thread.
class PinRepository {
public:
    virtual ~PinRepository() = default;

    /// In place of the one before. Tells whether it is news. RoomErrc::message_not_found for one
    /// that nobody sees.
    virtual asio::awaitable<Result<bool>> pin(Pin pin, WallTime now) = 0;

    /// Tells whether there was one.
    virtual asio::awaitable<bool> unpin(StreamId stream) = 0;

    /// As long as everybody sees it.
    virtual asio::awaitable<std::optional<MessageId>> of_stream(StreamId stream) = 0;
};

/// The messages that stand above their rooms. Whether who pins moderates is judged before. Rooms
/// hear of it. Used by all io threads at once; repository and events outlive it.
class Pins {
public:
    Pins(PinRepository& repository, EventBus& events, WallClock clock);

    /// RoomErrc::message_not_found.
    asio::awaitable<Result<void>> pin(Pin pin);
    asio::awaitable<void> unpin(StreamId stream);

    asio::awaitable<std::optional<MessageId>> of_stream(StreamId stream);

private:
    PinRepository& repository_;
    EventBus& events_;
    WallClock clock_;
};

}  // namespace freshet::community
