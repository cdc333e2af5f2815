#pragma once

#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "accounts/session.hpp"
#include "accounts/user.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"

namespace freshet::accounts {

namespace asio = boost::asio;

/// A user, and the channel that every user gets.
struct NewUser {
    User user;
    std::string password_hash;
    ChannelId channel;
    std::string handle;  // And the channel's title is the username.
    std::string stream_key_hash;
};

struct UserWithPassword {
    User user;
    std::string password_hash;
    bool has_two_factor = false;
};

/// A session to be kept, if what was asked of its user is still what is asked for.
struct Opening {
    Session session;
    std::string password_hash;       // With which the user proved to be the user.
    bool has_second_factor = false;  // Proved by a code as well.
};

/// A refresh token that was presented, and the one that follows if it is the newest.
struct Rotation {
    SessionId session;
    PresentedRefresh presented;
    std::string next_hash;
    WallTime now;
    WallTime expires_at;
};

struct Rotated {
    RefreshVerdict verdict = RefreshVerdict::ended;
    std::optional<SessionWithUser> found;  // As it is afterwards.
};

/// Where accounts are kept. Every method is one transaction, and what it returned survives a crash.
/// Answers that a caller can act on are in the result; a database that is down throws. From any
/// thread.
class Repository {
public:
    virtual ~Repository() = default;

    /// User and default channel, both or none: Errc::username_taken, Errc::email_taken.
    virtual asio::awaitable<Result<void>> create(NewUser draft) = 0;

    virtual asio::awaitable<std::optional<User>> find(UserId id) = 0;
    virtual asio::awaitable<std::optional<User>> find_by_username(std::string username) = 0;
    virtual asio::awaitable<std::optional<UserWithPassword>> find_by_email(std::string email) = 0;

    /// Keeps a new session and notes its beginning as its user's last login. Expired sessions of
    /// that user go. Errc::wrong_credentials, account_disabled, two_factor_required: by now.
    virtual asio::awaitable<Result<void>> open_session(Opening opening) = 0;
    virtual asio::awaitable<std::optional<SessionWithUser>> find_session(SessionId id) = 0;

    /// Judges the presented token and does what the verdict says.
    virtual asio::awaitable<Rotated> rotate(Rotation rotation) = 0;

    /// Revoking twice is revoking once.
    virtual asio::awaitable<void> revoke_session(SessionId id, WallTime now) = 0;
};

}  // namespace freshet::accounts
