#pragma once

#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "community/entitlements.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// What viewers are entitled to, from the rows that say so. The database outlives it.
class EntitlementsRepository final : public community::EntitlementRepository {
public:
    explicit EntitlementsRepository(Database& database, WallClock clock = wall_now)
        : database_(database), clock_(std::move(clock)) {}

    asio::awaitable<community::Entitlements> entitlements(UserId viewer,
                                                          ChannelId channel) override;
    asio::awaitable<std::vector<community::Entitlements>> entitlements(std::vector<UserId> viewers,
                                                                       ChannelId channel) override;

private:
    Database& database_;
    WallClock clock_;
};

}  // namespace freshet::sql
