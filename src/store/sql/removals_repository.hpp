#pragma once

#include "accounts/holdings.hpp"
#include "accounts/removal.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Who has left, as rows. The database outlives it.
class RemovalsRepository final : public accounts::RemovalRepository {
public:
    explicit RemovalsRepository(Database& database) : database_(database) {}

    asio::awaitable<Result<accounts::Removed>> remove(UserId user, WallTime now) override;
    asio::awaitable<std::size_t> purge_deleted(WallTime before, std::size_t count,
                                               WallTime now) override;

private:
    Database& database_;
};

/// What is kept of a user, out of the rows of many rooms. The database outlives it.
class HoldingsRepository final : public accounts::HoldingsRepository {
public:
    explicit HoldingsRepository(Database& database) : database_(database) {}

    asio::awaitable<std::vector<accounts::HeldStream>> streams(UserId owner, StreamId after,
                                                               std::size_t count) override;
    asio::awaitable<std::vector<accounts::HeldFollow>> follows(UserId follower, UserId after,
                                                               std::size_t count) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
