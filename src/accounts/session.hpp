#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "accounts/user.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"

namespace freshet::accounts {

/// From where a session was opened, as its owner will see it in a list of sessions.
struct Client {
    std::string ip;
    std::string user_agent;
};

/// One sign-in: lives until it is signed out, revoked or not refreshed in time.
struct Session {
    SessionId id;
    UserId user;
    Client client;
    std::uint32_t generation = 1;     // Of the newest refresh token; each refresh adds one.
    std::string refresh_hash;         // SHA-256 of the newest refresh token, in hex.
    std::string former_refresh_hash;  // Of the one before it; empty: there was none.
    WallTime rotated_at;              // When the newest was made.
    WallTime created_at;
    WallTime expires_at;
    std::optional<WallTime> revoked_at;

    [[nodiscard]] bool is_open(WallTime now) const { return !revoked_at && now < expires_at; }
};

struct SessionWithUser {
    Session session;
    User user;
};

/// A refresh token as it was presented, after its signature was found to be ours.
struct PresentedRefresh {
    std::uint32_t generation = 0;
    std::string hash;
};

/// What a refresh token is good for.
enum class RefreshVerdict : std::uint8_t {
    rotate,  // The newest: make the next.
    repeat,  // The one before, moments ago (two tabs, a lost answer): give the newest again.
    reused,  // An old one, so two parties hold this session: revoke it.
    ended,   // The session is over.
};

/// For how long the token before the newest is still good.
inline constexpr std::chrono::seconds refresh_overlap{10};

[[nodiscard]] RefreshVerdict judge(const Session& session, const PresentedRefresh& presented,
                                   WallTime now);

}  // namespace freshet::accounts
