#pragma once

#include <string_view>

#include "accounts/session.hpp"
#include "accounts/user.hpp"
#include "store/sql/statement.hpp"

namespace freshet::sql {

/// Of `users u`, in the order in which `into_user` takes them.
inline constexpr std::string_view user_columns = R"(
    u.id, u.username, u.email, u.display_name, u.avatar_url, u.bio, u.role, u.is_active,
    u.created_at, u.updated_at, u.last_login_at, u.email_verified_at)";

Statement& into_user(Statement& statement, accounts::User& user);

/// Of `sessions s`, in the order in which `into_session` takes them.
inline constexpr std::string_view session_columns = R"(
    s.id, s.user_id, s.ip, s.user_agent, s.generation, s.refresh_hash, s.former_refresh_hash,
    s.rotated_at, s.created_at, s.expires_at, s.revoked_at)";

Statement& into_session(Statement& statement, accounts::Session& session);

}  // namespace freshet::sql
