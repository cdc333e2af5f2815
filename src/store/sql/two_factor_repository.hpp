#pragma once

#include "accounts/two_factor_repository.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Second factors as rows. The database outlives it.
class TwoFactorRepository final : public accounts::TwoFactorRepository {
public:
    explicit TwoFactorRepository(Database& database) : database_(database) {}

    asio::awaitable<std::optional<accounts::TwoFactorState>> find(UserId user) override;
    asio::awaitable<bool> set_up(UserId user, std::string sealed_secret, WallTime now) override;
    asio::awaitable<bool> enable(Confirmed confirmed) override;
    asio::awaitable<accounts::CodeVerdict> use_code(accounts::ShownCode shown) override;
    asio::awaitable<void> disable(UserId user, AuditEntry entry, WallTime now) override;
    asio::awaitable<void> replace_recovery_codes(UserId user, std::vector<std::string> hashes,
                                                 AuditEntry entry, WallTime now) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
