#pragma once

#include "community/pins.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Pinned messages as rows. The database outlives it.
class PinsRepository final : public community::PinRepository {
public:
    explicit PinsRepository(Database& database) : database_(database) {}

    asio::awaitable<Result<bool>> pin(community::ChatActor actor, community::MessageKey key,
                                      WallTime now) override;
    asio::awaitable<Result<bool>> unpin(community::ChatActor actor, StreamId stream,
                                        WallTime now) override;
    asio::awaitable<std::optional<MessageId>> of_stream(StreamId stream) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
