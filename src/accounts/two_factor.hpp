#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "accounts/accounts.hpp"
#include "accounts/challenges.hpp"
#include "accounts/password_hasher.hpp"
#include "accounts/seal.hpp"
#include "accounts/two_factor_repository.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret_text.hpp"

namespace freshet::accounts {

/// What a right password leads to: a session, or the challenge to show a code.
using FirstStep = std::variant<SignedIn, std::string>;

/// The second step of a sign-in: a code of the app, or a recovery code.
struct SecondStep {
    std::string challenge;
    std::string code;
};

/// What an authenticator app is given.
struct TwoFactorSetup {
    std::string secret;
    std::string url;
};

struct TwoFactorStatus {
    bool enabled = false;
    std::uint32_t recovery_codes_left = 0;
};

/// Who changes the own second factor, and from where.
struct Actor {
    UserId user;
    std::string ip;
};

/// How an actor shows to be more than somebody at an open window, or one who knows the password.
struct Proof {
    std::string password;
    std::string code;
};

/// Sign-in in two steps, and the second factor that it asks for: a TOTP app, with recovery codes
/// beside it. Used by all io threads at once; what it refers to outlives it. Reasons of refusal are
/// accounts::Errc.
class TwoFactor {
public:
    struct Config {
        SecretText secret_key;  // Seals the secrets of the apps.
        SecretText jwt_secret;  // Signs challenges.
        RefusedSignIn on_refused{};
    };

    TwoFactor(Config config, TwoFactorRepository& repository, Accounts& accounts,
              PasswordHasher& hasher, WallClock clock);

    asio::awaitable<Result<FirstStep>> begin(Credentials credentials, Client client);

    /// Errc::challenge_invalid, wrong_code, too_many_codes, and those of Accounts::open_session.
    asio::awaitable<Result<SignedIn>> finish(SecondStep step, Client client);

    asio::awaitable<TwoFactorStatus> status(UserId user);

    /// A new secret, which is nothing until `enable`. Errc::not_confirmed, two_factor_on.
    asio::awaitable<Result<TwoFactorSetup>> set_up(UserId user, std::string password);

    /// Gives the recovery codes, this once. Errc::wrong_code, two_factor_on, two_factor_off.
    asio::awaitable<Result<std::vector<std::string>>> enable(Actor actor, std::string code);

    /// Errc::not_confirmed, wrong_code, too_many_codes, two_factor_off.
    asio::awaitable<Result<void>> disable(Actor actor, Proof proof);

    /// Asks for as much as `disable`, for the new codes are good for that. A recovery code counts,
    /// and goes with the others.
    asio::awaitable<Result<std::vector<std::string>>> renew_recovery_codes(Actor actor,
                                                                           Proof proof);

private:
    asio::awaitable<Result<TwoFactorState>> find(UserId user);
    asio::awaitable<Result<void>> check(TwoFactorState state, Proof proof, Actor actor);
    asio::awaitable<Result<void>> check_password(TwoFactorState state, std::string password);
    asio::awaitable<Result<void>> check_code(TwoFactorState state, std::string code, Actor actor,
                                             std::optional<Challenge> challenge);

    Config config_;
    TwoFactorRepository& repository_;
    Accounts& accounts_;
    PasswordHasher& hasher_;
    WallClock clock_;
    Seal seal_;
    Challenges challenges_;
};

}  // namespace freshet::accounts
