#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "accounts/access_tokens.hpp"
#include "accounts/api_token.hpp"
#include "accounts/password_hasher.hpp"
#include "accounts/refresh_tokens.hpp"
#include "accounts/repository.hpp"
#include "accounts/rules.hpp"
#include "accounts/session_cache.hpp"
#include "accounts/user.hpp"
#include "base/clock.hpp"
#include "base/field_errors.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/secret_text.hpp"

namespace freshet::accounts {

/// Who asks, as of at most a second ago.
struct Caller {
    UserId user;
    std::string username;
    Role role = Role::user;              // As which the caller acts: the user's own may be higher.
    SessionId session;                   // None: by an API token.
    std::optional<TokenScopes> token{};  // What an API token is good for; absent: a session.
    bool is_operator = false;            // By API_TOKEN: for who runs this server.
};

/// A user who has just proved to be that user.
struct SignedIn {
    User user;
    SessionId session;
    std::string access_token;
    std::chrono::seconds access_life{};
    std::string refresh_token;
    WallTime refresh_expires_at;
};

/// What a person types to sign in. No lengths are checked: the rules may have been others when it
/// was made.
struct Credentials {
    std::string email;
    std::string password;
};

/// Told of a sign-in that was refused although there is such a user. Does not block.
using RefusedSignIn = std::function<void(const User& user, const Client& client)>;

struct Config {
    SecretText jwt_secret;
    std::chrono::seconds access_life = std::chrono::hours(1);  // JWT_EXPIRES_IN
    std::chrono::seconds refresh_life = std::chrono::days(7);  // JWT_REFRESH_EXPIRES_IN
    RefusedSignIn on_refused{};
};

/// What accounts need of channels: the hash of a new channel's first stream key.
using FirstKeyHash = std::function<std::string(ChannelId)>;

/// People, and how they prove who they are. Used by all io threads at once; repository and hasher
/// outlive it. Reasons of refusal are accounts::Errc; a database that is down throws.
class Accounts {
public:
    Accounts(Config config, Repository& repository, PasswordHasher& hasher,
             FirstKeyHash first_key_hash, WallClock clock);

    /// Makes the user with the default channel and signs in.
    asio::awaitable<Answer<SignedIn>> register_user(Registration registration, Client client);

    /// What a registration is to become, if nothing is wrong with it; made by nobody yet.
    asio::awaitable<Answer<NewUser>> draft(Registration registration);

    /// Signs in who needs no second factor: Errc::two_factor_required for the others.
    asio::awaitable<Result<SignedIn>> sign_in(Credentials credentials, Client client);

    /// Whose password this is. That is not enough to be signed in: see TwoFactor.
    asio::awaitable<Result<UserWithPassword>> verify(Credentials credentials, Client client);

    /// Signs in a user who has proved to be that user by all that was asked for, `has_two_factor`
    /// included. Checking took a while: Errc::wrong_credentials, account_disabled and
    /// two_factor_required where that is not enough any more.
    asio::awaitable<Result<SignedIn>> open_session(UserWithPassword proven, Client client);

    /// The same for who has just got an account.
    asio::awaitable<Answer<SignedIn>> welcome(NewUser made, Client client);

    /// A new access token and the next refresh token; the caller delivers both.
    asio::awaitable<Result<SignedIn>> refresh(std::string refresh_token);

    asio::awaitable<void> sign_out(SessionId session);

    /// Signs out who has no more than a refresh token, even an old one. One that is not ours
    /// changes nothing.
    asio::awaitable<void> sign_out(std::string refresh_token);

    /// Who holds this access token. Sees a revoked session or a disabled user within a second.
    asio::awaitable<Result<Caller>> authenticate(std::string access_token);

    /// Who this is by now, for who stays connected: Errc::session_ended within a second of it. The
    /// access token by which the caller came may have expired since.
    asio::awaitable<Result<Caller>> reconfirm(Caller caller);

    /// A session that has just ended elsewhere is refused here from now on.
    void forget(SessionId session) { cache_.forget(session); }

    asio::awaitable<std::optional<User>> find(UserId id);

    /// By id or by username, in either case.
    asio::awaitable<std::optional<User>> find(std::string id_or_username);

private:
    asio::awaitable<Result<Caller>> caller_of(SessionId session, UserId user);
    SignedIn signed_in(User user, const Session& session) const;

    Config config_;
    Repository& repository_;
    PasswordHasher& hasher_;
    FirstKeyHash first_key_hash_;
    WallClock clock_;
    AccessTokens access_tokens_;
    RefreshTokens refresh_tokens_;
    SessionCache cache_;
};

}  // namespace freshet::accounts
