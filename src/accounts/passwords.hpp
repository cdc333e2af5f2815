#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "accounts/letter.hpp"
#include "accounts/one_time_token.hpp"
#include "accounts/password_hasher.hpp"
#include "accounts/session.hpp"
#include "base/clock.hpp"
#include "base/field_errors.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/token_buckets.hpp"

namespace freshet::accounts {

/// A new password in place of the one with `old_hash`.
struct PasswordChange {
    UserId user;
    std::string old_hash;
    std::string new_hash;
    SessionId kept;  // All others end.
    bool revokes_tokens = true;
    WallTime now;
};

/// A new password for whoever was sent the token.
struct PasswordReset {
    std::string token_hash;
    std::string new_hash;
    WallTime now;
};

/// Where passwords are kept; promises as accounts::Repository.
class PasswordRepository {
public:
    virtual ~PasswordRepository() = default;

    virtual asio::awaitable<std::optional<std::string>> password_hash(UserId user) = 0;

    /// Ends all other sessions, which it gives, voids a token for a reset, and deletes the API
    /// tokens of the user if the change says so.
    /// Errc::current_password_wrong when the old one is not the one that it was.
    virtual asio::awaitable<Result<std::vector<SessionId>>> change(PasswordChange change) = 0;

    /// Who has that address and may sign in.
    virtual asio::awaitable<std::optional<User>> find_by_email(std::string email) = 0;

    /// Voids those of the same purpose that the user had.
    virtual asio::awaitable<void> keep_token(OneTimeToken token) = 0;

    /// Uses the token up, ends all sessions, which it gives, and deletes the API tokens of the
    /// user: Errc::reset_token_invalid.
    virtual asio::awaitable<Result<std::vector<SessionId>>> reset(PasswordReset reset) = 0;
};

/// What must hear of a session that has just ended: the cache of this node.
using Forget = std::function<void(SessionId)>;

/// Starts a task that nobody waits for. At once, and does not throw; what the task throws is logged
/// under the name.
using Spawn = std::function<void(std::string name, std::function<asio::awaitable<void>()> task)>;

/// How a password is proved once more, changed, and replaced when it was forgotten. Used by all io
/// threads at once; what it refers to outlives it. Reasons of refusal are accounts::Errc.
class Passwords {
public:
    struct Config {
        std::chrono::seconds reset_life = std::chrono::hours(1);
        // Letters that one user gets in an hour, whoever asks for them.
        std::uint32_t letters_max = 5;
        // Wrong passwords of one user that are listened to, whatever the addresses: a session that
        // was stolen must not buy a million tries.
        std::uint32_t wrong_max = 10;
        std::chrono::seconds wrong_window = std::chrono::minutes(15);
    };
    struct Parts {
        PasswordRepository& repository;
        PasswordHasher& hasher;
        Forget forget;
        Post post;
        Spawn spawn;
        WallClock clock;
        std::function<MonoTime()> mono_clock;
    };

    Passwords(Config config, Parts parts);

    /// Whether this is the user's password: Errc::not_confirmed, too_many_passwords. For acts that
    /// a stolen session must not be enough for.
    asio::awaitable<Result<void>> confirm(UserId user, std::string password);

    struct Change {
        UserId user;
        SessionId session;  // Stays; all others end.
        std::string current;
        std::string next;
        bool revokes_tokens = true;  // Those for programs too.
    };
    /// Errc::current_password_wrong, too_many_passwords.
    asio::awaitable<Answer<void>> change(Change change);

    /// Sends a link for a new password to whoever has this address. Takes no time and tells
    /// nothing, so that nobody learns who has an account.
    void request_reset(std::string email, std::string language);

    /// Whoever has the token of the link chooses a new password. All sessions end, and API tokens
    /// with them: who was locked out knows of none.
    /// Errc::reset_token_invalid.
    asio::awaitable<Answer<void>> reset(std::string token, std::string password);

private:
    asio::awaitable<Result<void>> check(UserId user, std::string password, std::string hash);
    asio::awaitable<void> send_reset(std::string email, std::string language);
    void forget(const std::vector<SessionId>& ended);

    Config config_;
    Parts parts_;
    TokenBuckets letters_;
    TokenBuckets wrong_;
};

}  // namespace freshet::accounts
