#pragma once

#include "store/sql/database.hpp"
#include "vod/position.hpp"

namespace freshet::sql {

/// Positions as rows. The database outlives it.
class PositionsRepository final : public vod::PositionRepository {
public:
    explicit PositionsRepository(Database& database) : database_(database) {}

    asio::awaitable<Result<void>> note(vod::Watching who, vod::Position position) override;
    asio::awaitable<std::optional<vod::Position>> find(vod::Watching who) override;
    asio::awaitable<std::vector<std::pair<VideoId, vod::Position>>> find_all(
        UserId user, std::vector<VideoId> videos) override;
    asio::awaitable<Paged<vod::Watched>> history(UserId user, Page page) override;
    asio::awaitable<void> forget(UserId user, std::optional<VideoId> video) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
