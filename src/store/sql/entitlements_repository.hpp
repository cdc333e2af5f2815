#pragma once

#include "community/entitlements.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// What viewers are entitled to, from the rows that say so. The database outlives it.
class EntitlementsRepository final : public community::EntitlementRepository {
public:
    explicit EntitlementsRepository(Database& database) : database_(database) {}

    asio::awaitable<community::Entitlements> entitlements(UserId viewer,
                                                          ChannelId channel) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
