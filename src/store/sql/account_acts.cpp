#include "store/sql/account_acts.hpp"

#include "accounts/avatars.hpp"
#include "base/names.hpp"
#include "store/sql/account_rows.hpp"

namespace freshet::sql {

using accounts::OneTimeToken;
using accounts::TokenPurpose;
using accounts::User;

std::optional<User> load_user(Session& session, UserId id) {
    User user;
    auto statement = session.prepare("SELECT " + std::string(user_columns) +
                                     " FROM users u WHERE u.id = :id AND u.deleted_at IS NULL");
    into_user(statement.use(id), user);
    return statement.next() ? std::optional(user) : std::nullopt;
}

std::int64_t count_admins(Session& session) {
    std::int64_t count = 0;
    auto statement = session.prepare(
        "SELECT COUNT(*) FROM users "
        "WHERE role = 'admin' AND is_active = 1 AND deleted_at IS NULL");
    statement.into(count).next();
    return count;
}

bool is_last_admin(Session& session, const User& user) {
    if (user.role != accounts::Role::admin || !user.is_active) return false;
    // To write the rows makes others wait. (A database with one writer does so anyway.)
    session.execute("UPDATE users SET role = role WHERE role = 'admin'");
    return count_admins(session) == 1;
}

std::vector<SessionId> revoke_sessions(Session& session, UserId user, SessionId kept,
                                       WallTime now) {
    std::vector<SessionId> ended;
    SessionId id;
    auto select = session.prepare(R"(
        SELECT id FROM sessions
        WHERE user_id = :user AND id <> :kept AND revoked_at IS NULL AND expires_at > :now)");
    select.use(user).use(kept).use(now).into(id);
    while (select.next()) ended.push_back(id);

    auto revoke = session.prepare(R"(
        UPDATE sessions SET revoked_at = :now
        WHERE user_id = :user AND id <> :kept AND revoked_at IS NULL)");
    revoke.use(now).use(user).use(kept).run();
    return ended;
}

void revoke_api_tokens(Session& session, UserId user) {
    session.prepare("DELETE FROM api_tokens WHERE user_id = :user").use(user).run();
}

void keep_token(Session& session, const OneTimeToken& token) {
    auto statement = session.prepare(R"(
        INSERT INTO one_time_tokens (user_id, purpose, hash, email_key, created_at, expires_at)
        VALUES (:user, :purpose, :hash, :email_key, :created_at, :expires_at)
        ON CONFLICT (user_id, purpose) DO UPDATE
        SET hash = excluded.hash, email_key = excluded.email_key,
            created_at = excluded.created_at, expires_at = excluded.expires_at)");
    statement.use(token.user).use(to_string(token.purpose)).use(token.hash);
    statement.use(to_lower_ascii(token.email)).use(token.created_at).use(token.expires_at).run();
}

void void_tokens(Session& session, UserId user, TokenPurpose purpose) {
    auto statement =
        session.prepare("DELETE FROM one_time_tokens WHERE user_id = :user AND purpose = :purpose");
    statement.use(user).use(to_string(purpose)).run();
}

std::optional<UserId> use_token(Session& session, TokenPurpose purpose, const std::string& hash,
                                WallTime now) {
    UserId user;
    auto select = session.prepare(R"(
        SELECT t.user_id
        FROM one_time_tokens t JOIN users u ON u.id = t.user_id AND u.email_key = t.email_key
        WHERE t.hash = :hash AND t.purpose = :purpose AND t.expires_at > :now
            AND u.is_active = 1 AND u.deleted_at IS NULL)");
    select.use(hash).use(to_string(purpose)).use(now).into(user);
    if (!select.next()) return std::nullopt;
    // Of two who come at once, one deletes it.
    auto use_up = session.prepare("DELETE FROM one_time_tokens WHERE hash = :hash");
    if (use_up.use(hash).run() == 0) return std::nullopt;
    return user;
}

void note_unused_avatar(Session& session, const std::string& path, WallTime now) {
    if (!path.starts_with(accounts::avatar_folder)) return;
    auto statement = session.prepare(R"(
        INSERT INTO unused_avatars (name, noted_at) VALUES (:name, :now) ON CONFLICT DO NOTHING)");
    statement.use(path.substr(accounts::avatar_folder.size())).use(now).run();
}

}  // namespace freshet::sql
