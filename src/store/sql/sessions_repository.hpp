#pragma once

#include "accounts/sessions.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Sessions as their owners see them. The database outlives it.
class SessionsRepository final : public accounts::SessionRepository {
public:
    explicit SessionsRepository(Database& database) : database_(database) {}

    asio::awaitable<Paged<accounts::Session>> open_of(UserId user, WallTime now,
                                                      Page page) override;
    asio::awaitable<Result<void>> revoke(UserId user, SessionId session, WallTime now) override;
    asio::awaitable<std::vector<SessionId>> revoke_others(UserId user, SessionId kept,
                                                          WallTime now) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
