#pragma once

#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "accounts/accounts.hpp"
#include "accounts/administration.hpp"
#include "base/clock.hpp"
#include "base/field_errors.hpp"
#include "base/secret_text.hpp"

namespace freshet::accounts {

/// How an installation comes by its first admin: whoever reads the program's standard output, or
/// sets its environment, is trusted. Used by all io threads at once; what it refers to outlives it.
class FirstAdmin {
public:
    struct Parts {
        AdministrationRepository& administration;
        Repository& users;
        Accounts& accounts;
        PasswordHasher& hasher;
    };

    FirstAdmin(Parts parts, WallClock clock);

    asio::awaitable<bool> is_needed();

    /// What the page /setup must be told; another one after each start. Never in a log.
    [[nodiscard]] std::string_view code() const { return code_; }

    struct Setup {
        Registration registration;
        std::string code;
    };
    /// Makes the admin and signs in. Errc::setup_code_wrong, setup_done, and those of
    /// Accounts::register_user.
    asio::awaitable<Answer<SignedIn>> set_up(Setup setup, Client client);

    struct Account {
        std::string email;
        SecretText password;
    };
    /// Where there is no active admin: makes the account of ADMIN_EMAIL one. Whoever registered
    /// with that address becomes it only by a verified address or by the very password, which stays
    /// as it is: Errc::wrong_credentials. Errc::invalid_fields; email_taken, by one who has left.
    asio::awaitable<Answer<void>> ensure(Account account);

private:
    asio::awaitable<Answer<void>> promote(UserWithPassword holder, SecretText password);
    asio::awaitable<Answer<void>> create(Account account);
    asio::awaitable<Answer<void>> explain_taken_email();

    Parts parts_;
    WallClock clock_;
    std::string code_;
};

}  // namespace freshet::accounts
