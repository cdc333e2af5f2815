#pragma once

#include "accounts/repository.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// What Repository::create does, within a transaction that does more.
Result<void> create_account(Session& session, const accounts::NewUser& draft);

/// Accounts as rows. The database outlives it.
class AccountsRepository final : public accounts::Repository {
public:
    explicit AccountsRepository(Database& database) : database_(database) {}

    asio::awaitable<Result<void>> create(accounts::NewUser draft) override;
    asio::awaitable<std::optional<accounts::User>> find(UserId id) override;
    asio::awaitable<std::optional<accounts::User>> find_by_username(std::string username) override;
    asio::awaitable<std::optional<accounts::UserWithPassword>> find_by_email(
        std::string email) override;
    asio::awaitable<Result<void>> open_session(accounts::Opening opening) override;
    asio::awaitable<std::optional<accounts::SessionWithUser>> find_session(SessionId id) override;
    asio::awaitable<accounts::Rotated> rotate(accounts::Rotation rotation) override;
    asio::awaitable<void> revoke_session(SessionId id, WallTime now) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
