#pragma once

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/field_errors.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "channels/schedule_repository.hpp"

namespace freshet::channels {

/// What owners do with their streams: plan them, change them, choose the next one, end them. The
/// rows only; whoever ends a stream here also ends its publish. Used by all io threads at once; the
/// repository outlives it.
class Schedule {
public:
    Schedule(ScheduleRepository& repository, WallClock clock)
        : repository_(repository), clock_(std::move(clock)) {}

    /// As ScheduleRepository, and Errc::invalid_fields.
    asio::awaitable<Answer<Stream>> plan(StreamDraft draft);
    asio::awaitable<Answer<Stream>> change(StreamId id, StreamChanges changes);

    asio::awaitable<Result<Stream>> choose(StreamId id) { return repository_.choose(id, clock_()); }
    asio::awaitable<Result<Stream>> end(StreamId id) { return repository_.end(id, clock_()); }
    asio::awaitable<Result<Stream>> remove(StreamId id) { return repository_.remove(id, clock_()); }

private:
    ScheduleRepository& repository_;
    WallClock clock_;
};

}  // namespace freshet::channels
