#include "store/sql/account_rows.hpp"

namespace freshet::sql {

Statement& into_user(Statement& statement, accounts::User& user) {
    return statement.into(user.id)
        .into(user.username)
        .into(user.email)
        .into(user.display_name)
        .into(user.avatar_url)
        .into(user.bio)
        .into(user.role, accounts::role_from)
        .into(user.is_active)
        .into(user.created_at)
        .into(user.updated_at)
        .into(user.last_login_at)
        .into(user.email_verified_at);
}

Statement& into_session(Statement& statement, accounts::Session& session) {
    return statement.into(session.id)
        .into(session.user)
        .into(session.client.ip)
        .into(session.client.user_agent)
        .into(session.generation)
        .into(session.refresh_hash)
        .into(session.former_refresh_hash)
        .into(session.rotated_at)
        .into(session.created_at)
        .into(session.expires_at)
        .into(session.revoked_at);
}

}  // namespace freshet::sql
