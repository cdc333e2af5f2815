#pragma once

#include "channels/repository.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Streams as rows. The database outlives it.
class StreamsRepository final : public channels::StreamRepository {
public:
    explicit StreamsRepository(Database& database) : database_(database) {}

    asio::awaitable<Result<channels::Stream>> open(ChannelId channel, WallTime now,
                                                   WallTime grace_began) override;
    asio::awaitable<void> mark_reconnecting(StreamId id, WallTime now) override;
    asio::awaitable<void> mark_live(StreamId id, WallTime now) override;
    asio::awaitable<void> end(StreamId id, WallTime ended_at) override;
    asio::awaitable<void> note_signs_of_life(std::vector<channels::SignOfLife> signs,
                                             WallTime now) override;
    asio::awaitable<std::vector<channels::Stream>> mark_all_reconnecting(WallTime now) override;
    asio::awaitable<std::vector<channels::Stream>> end_lost(WallTime grace_began) override;
    asio::awaitable<std::optional<channels::Stream>> find(StreamId id) override;
    asio::awaitable<std::optional<channels::Stream>> current_of(ChannelId channel) override;
    asio::awaitable<Paged<channels::Stream>> list(channels::StreamFilter filter,
                                                  Page page) override;
    asio::awaitable<Paged<channels::Stream>> search(channels::StreamSearch search,
                                                    Page page) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
