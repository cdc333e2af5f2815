#pragma once

#include "accounts/email_verification.hpp"
#include "accounts/passwords.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Passwords, and tokens that stand for them, as rows. The database outlives it.
class PasswordsRepository final : public accounts::PasswordRepository {
public:
    explicit PasswordsRepository(Database& database) : database_(database) {}

    asio::awaitable<std::optional<std::string>> password_hash(UserId user) override;
    asio::awaitable<Result<std::vector<SessionId>>> change(
        accounts::PasswordChange change) override;
    asio::awaitable<std::optional<accounts::User>> find_by_email(std::string email) override;
    asio::awaitable<void> keep_token(accounts::OneTimeToken token) override;
    asio::awaitable<Result<std::vector<SessionId>>> reset(accounts::PasswordReset reset) override;

private:
    Database& database_;
};

/// Who has proved an address, as rows. The database outlives it.
class VerificationsRepository final : public accounts::VerificationRepository {
public:
    explicit VerificationsRepository(Database& database) : database_(database) {}

    asio::awaitable<void> keep_token(accounts::OneTimeToken token) override;
    asio::awaitable<Result<void>> verify(std::string token_hash, WallTime now) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
