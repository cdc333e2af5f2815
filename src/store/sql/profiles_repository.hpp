#pragma once

#include "accounts/profiles.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Profiles as rows. The database outlives it.
class ProfilesRepository final : public accounts::ProfileRepository {
public:
    explicit ProfilesRepository(Database& database) : database_(database) {}

    asio::awaitable<std::optional<accounts::User>> find(UserId id) override;
    asio::awaitable<Result<accounts::User>> change(UserId id, accounts::ProfileChange change,
                                                   WallTime now) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
