#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "accounts/one_time_token.hpp"
#include "accounts/user.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "store/sql/session.hpp"

// What several repositories of accounts do within one transaction: on the database's threads.
namespace freshet::sql {

/// Not who has left.
std::optional<accounts::User> load_user(Session& session, UserId id);

/// Those who can sign in.
std::int64_t count_admins(Session& session);

/// Whether nobody could administer any more without this user. All who ask so of an admin wait for
/// each other: of two who demote each other at once, one must stay.
bool is_last_admin(Session& session, const accounts::User& user);

/// Ends the sessions of a user that are open, all but `kept`. Gives those.
std::vector<SessionId> revoke_sessions(Session& session, UserId user, SessionId kept, WallTime now);

/// Deletes the API tokens of a user.
void revoke_api_tokens(Session& session, UserId user);

/// Replaces the user's token of that purpose.
void keep_token(Session& session, const accounts::OneTimeToken& token);

void void_tokens(Session& session, UserId user, accounts::TokenPurpose purpose);

/// Uses a token up. Nothing: there is none that is good, or its user has left, is disabled or has
/// another address by now.
std::optional<UserId> use_token(Session& session, accounts::TokenPurpose purpose,
                                const std::string& hash, WallTime now);

/// Notes that a file is to be removed, by the path that a user's row has; empty: none.
void note_unused_avatar(Session& session, const std::string& path, WallTime now);

}  // namespace freshet::sql
