#pragma once

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/field_errors.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "channels/broadcasts.hpp"
#include "channels/schedule_repository.hpp"

namespace freshet::channels {

/// What owners do with their streams: plan them, change them, choose the next one, end them. The
/// rows only; whoever ends a stream here also ends its publish, which does not come back by itself:
/// see Broadcasts. Used by all io threads at once; what it refers to outlives it.
class Schedule {
public:
    Schedule(ScheduleRepository& repository, Broadcasts& broadcasts, WallClock clock)
        : repository_(repository), broadcasts_(broadcasts), clock_(std::move(clock)) {}

    /// As ScheduleRepository, and Errc::invalid_fields.
    asio::awaitable<Answer<Stream>> plan(StreamDraft draft);
    asio::awaitable<Answer<Stream>> change(StreamId id, StreamChanges changes);

    asio::awaitable<Result<Stream>> choose(StreamId id);
    asio::awaitable<Result<Stream>> end(StreamId id);
    asio::awaitable<Result<Stream>> remove(StreamId id);

private:
    ScheduleRepository& repository_;
    Broadcasts& broadcasts_;
    WallClock clock_;
};

}  // namespace freshet::channels
