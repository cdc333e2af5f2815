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
    FirstAdmin(AdministrationRepository& administration, Repository& users, Accounts& accounts,
               WallClock clock);

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
    /// The account of ADMIN_EMAIL, made if nobody has that address; who has it becomes an active
    /// admin, with the password unchanged. Errc::invalid_fields.
    asio::awaitable<Answer<void>> ensure(Account account);

private:
    asio::awaitable<Answer<void>> promote(User user);
    asio::awaitable<Answer<void>> create(Account account);
    asio::awaitable<Answer<void>> explain_taken_email();

    AdministrationRepository& administration_;
    Repository& users_;
    Accounts& accounts_;
    WallClock clock_;
    std::string code_;
};

}  // namespace freshet::accounts
