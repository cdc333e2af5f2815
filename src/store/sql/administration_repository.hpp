#pragma once

#include "accounts/administration.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// What admins do to rows of users. The database outlives it.
class AdministrationRepository final : public accounts::AdministrationRepository {
public:
    explicit AdministrationRepository(Database& database) : database_(database) {}

    asio::awaitable<Paged<accounts::User>> list(accounts::UserFilter filter, Page page) override;
    asio::awaitable<bool> has_admin() override;
    asio::awaitable<Result<accounts::User>> change(UserId user, accounts::UserChange change,
                                                   AuditEntry entry, WallTime now) override;
    asio::awaitable<void> sign_out(UserId user, AuditEntry entry, WallTime now) override;
    asio::awaitable<Result<void>> create(accounts::NewUser draft, AuditEntry entry) override;
    asio::awaitable<Result<void>> create_first_admin(accounts::NewUser draft,
                                                     AuditEntry entry) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
