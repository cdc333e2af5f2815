#pragma once

#include "channels/schedule_repository.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Streams as their owners plan them, as rows. The database outlives it.
class ScheduleRepository final : public channels::ScheduleRepository {
public:
    explicit ScheduleRepository(Database& database) : database_(database) {}

    asio::awaitable<Answer<channels::Stream>> plan(channels::StreamDraft draft,
                                                   std::uint32_t waiting_max,
                                                   WallTime now) override;
    asio::awaitable<Answer<channels::Stream>> change(StreamId id, channels::StreamChanges changes,
                                                     WallTime now) override;
    asio::awaitable<Result<channels::Stream>> choose(StreamId id, WallTime now) override;
    asio::awaitable<Result<channels::Stream>> end(StreamId id, WallTime now) override;
    asio::awaitable<Result<channels::Stream>> remove(StreamId id, WallTime now) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
