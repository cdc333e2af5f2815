#include "store/sql/accounts_repository.hpp"

#include <utility>

#include <boost/system/system_error.hpp>

#include "accounts/error.hpp"
#include "base/names.hpp"
#include "base/outage.hpp"
#include "store/sql/account_rows.hpp"
#include "store/sql/search.hpp"

namespace freshet::sql {

using accounts::Errc;
using accounts::NewUser;
using accounts::RefreshVerdict;
using accounts::Rotated;
using accounts::Rotation;
using accounts::SessionWithUser;
using accounts::User;
using accounts::UserWithPassword;

namespace {

std::string select(std::string_view columns, std::string_view rest) {
    return "SELECT " + std::string(columns) + " " + std::string(rest);
}

bool has_username(Session& session, const std::string& username) {
    std::int64_t count = 0;
    auto statement = session.prepare("SELECT COUNT(*) FROM users WHERE username_key = :username");
    statement.use(to_lower_ascii(username)).into(count);
    return statement.next() && count > 0;
}

bool insert_user(Session& session, const NewUser& draft) {
    const auto& user = draft.user;
    auto statement = session.prepare(R"(
        INSERT INTO users (id, username, username_key, email, email_key, password_hash,
            display_name, avatar_url, bio, role, is_active, created_at, updated_at)
        VALUES (:id, :username, :username_key, :email, :email_key, :password_hash,
            :display_name, :avatar_url, :bio, :role, :is_active, :created_at, :updated_at)
        ON CONFLICT DO NOTHING)");
    statement.use(user.id).use(user.username).use(to_lower_ascii(user.username));
    statement.use(user.email).use(to_lower_ascii(user.email)).use(draft.password_hash);
    statement.use(user.display_name).use(user.avatar_url).use(user.bio).use(to_string(user.role));
    statement.use(user.is_active).use(user.created_at).use(user.updated_at);
    return statement.run() == 1;
}

bool insert_default_channel(Session& session, const NewUser& draft) {
    const auto& user = draft.user;
    auto statement = session.prepare(R"(
        INSERT INTO channels (id, user_id, handle, title, description, thumbnail_url,
            is_default, key_version, key_hash, created_at, updated_at)
        VALUES (:id, :user_id, :handle, :title, '', '',
            1, 1, :key_hash, :created_at, :updated_at)
        ON CONFLICT DO NOTHING)");
    statement.use(draft.channel).use(user.id).use(draft.handle).use(user.username);
    statement.use(draft.stream_key_hash).use(user.created_at).use(user.updated_at);
    return statement.run() == 1;
}

}  // namespace

Result<void> create_account(Session& session, const NewUser& draft) {
    if (!insert_user(session, draft)) {
        return fail(has_username(session, draft.user.username) ? Errc::username_taken
                                                               : Errc::email_taken);
    }
    // Only its handle can be in the way: somebody made a channel of that name.
    if (!insert_default_channel(session, draft)) return fail(Errc::username_taken);
    index_channel(session, draft.channel);
    return {};
}

namespace {

/// False: not with this password, or not by it alone. A change of the password waits for this row,
/// or this waits for the change: either this sees the new one, or the change sees the session.
bool note_login(Session& session, const accounts::Opening& opening) {
    auto login = session.prepare(R"(
        UPDATE users SET last_login_at = :now
        WHERE id = :id AND password_hash = :password_hash
            AND is_active = 1 AND deleted_at IS NULL
            AND (CAST(:has_second_factor AS BIGINT) = 1 OR NOT EXISTS (
                SELECT 1 FROM two_factor t
                WHERE t.user_id = users.id AND t.enabled_at IS NOT NULL)))");
    login.use(opening.session.created_at).use(opening.session.user).use(opening.password_hash);
    return login.use(opening.has_second_factor).run() == 1;
}

ErrorCode why_closed(Session& session, const accounts::Opening& opening) {
    bool is_active = false;
    auto statement = session.prepare(R"(
        SELECT is_active FROM users
        WHERE id = :id AND password_hash = :password_hash AND deleted_at IS NULL)");
    statement.use(opening.session.user).use(opening.password_hash).into(is_active);
    if (!statement.next()) return make_error_code(Errc::wrong_credentials);
    return make_error_code(is_active ? Errc::two_factor_required : Errc::account_disabled);
}

void keep_session(Session& session, const accounts::Session& opened) {
    // So that rows of sessions that nobody signed out do not pile up.
    auto sweep =
        session.prepare("DELETE FROM sessions WHERE user_id = :user_id AND expires_at <= :now");
    sweep.use(opened.user).use(opened.created_at).run();

    auto insert = session.prepare(R"(
        INSERT INTO sessions (id, user_id, ip, user_agent, generation, refresh_hash,
            former_refresh_hash, rotated_at, created_at, expires_at)
        VALUES (:id, :user_id, :ip, :user_agent, :generation, :refresh_hash,
            :former_refresh_hash, :rotated_at, :created_at, :expires_at))");
    insert.use(opened.id).use(opened.user).use(opened.client.ip).use(opened.client.user_agent);
    insert.use(opened.generation).use(opened.refresh_hash).use(opened.former_refresh_hash);
    insert.use(opened.rotated_at).use(opened.created_at).use(opened.expires_at).run();
}

std::optional<SessionWithUser> load_session(Session& session, SessionId id) {
    SessionWithUser found;
    const auto columns = std::string(session_columns) + ", " + std::string(user_columns);
    auto statement = session.prepare(select(columns,
                                            "FROM sessions s JOIN users u ON u.id = s.user_id "
                                            "WHERE s.id = :id AND u.deleted_at IS NULL"));
    into_user(into_session(statement.use(id), found.session), found.user);
    if (!statement.next()) return std::nullopt;
    return found;
}

void revoke(Session& session, SessionId id, WallTime now) {
    auto statement = session.prepare(
        "UPDATE sessions SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL");
    statement.use(now).use(id).run();
}

/// False: another one has rotated it since it was read.
bool advance(Session& session, const Rotation& rotation) {
    auto statement = session.prepare(R"(
        UPDATE sessions
        SET generation = generation + 1, former_refresh_hash = refresh_hash,
            refresh_hash = :next, rotated_at = :now, expires_at = :expires_at
        WHERE id = :id AND generation = :generation AND revoked_at IS NULL)");
    statement.use(rotation.next_hash).use(rotation.now).use(rotation.expires_at);
    return statement.use(rotation.session).use(rotation.presented.generation).run() == 1;
}

Rotated rotate_session(Session& session, const Rotation& rotation) {
    constexpr int tries_max = 2;  // Whoever loses the race once sees its result the second time.
    for (int i = 0; i < tries_max; ++i) {
        auto found = load_session(session, rotation.session);
        if (!found) return {.verdict = RefreshVerdict::ended, .found = {}};
        const auto verdict = accounts::judge(found->session, rotation.presented, rotation.now);
        if (verdict == RefreshVerdict::reused) revoke(session, rotation.session, rotation.now);
        if (verdict == RefreshVerdict::rotate && !advance(session, rotation)) continue;
        return {.verdict = verdict, .found = load_session(session, rotation.session)};
    }
    throw boost::system::system_error(Outage::unavailable,
                                      "a session is being rotated by too many at once");
}

}  // namespace

asio::awaitable<Result<void>> AccountsRepository::create(NewUser draft) {
    return database_.write(
        [draft = std::move(draft)](Session& session) { return create_account(session, draft); });
}

asio::awaitable<std::optional<User>> AccountsRepository::find(UserId id) {
    return database_.read([id](Session& session) -> std::optional<User> {
        User user;
        auto statement = session.prepare(
            select(user_columns, "FROM users u WHERE u.id = :id AND u.deleted_at IS NULL"));
        into_user(statement.use(id), user);
        return statement.next() ? std::optional(user) : std::nullopt;
    });
}

asio::awaitable<std::optional<User>> AccountsRepository::find_by_username(std::string username) {
    return database_.read(
        [key = to_lower_ascii(username)](Session& session) -> std::optional<User> {
            User user;
            auto statement = session.prepare(select(user_columns,
                                                    "FROM users u WHERE u.username_key = :username "
                                                    "AND u.deleted_at IS NULL"));
            into_user(statement.use(key), user);
            return statement.next() ? std::optional(user) : std::nullopt;
        });
}

asio::awaitable<std::optional<UserWithPassword>> AccountsRepository::find_by_email(
    std::string email) {
    return database_.read(
        [key = to_lower_ascii(email)](Session& session) -> std::optional<UserWithPassword> {
            UserWithPassword found;
            const auto columns = std::string(user_columns) + R"(, u.password_hash,
                (SELECT COUNT(*) FROM two_factor t
                 WHERE t.user_id = u.id AND t.enabled_at IS NOT NULL))";
            auto statement = session.prepare(select(columns,
                                                    "FROM users u WHERE u.email_key = :email "
                                                    "AND u.deleted_at IS NULL"));
            into_user(statement.use(key), found.user).into(found.password_hash);
            statement.into(found.has_two_factor);
            return statement.next() ? std::optional(found) : std::nullopt;
        });
}

asio::awaitable<Result<void>> AccountsRepository::open_session(accounts::Opening opening) {
    return database_.write([opening = std::move(opening)](Session& session) -> Result<void> {
        if (!note_login(session, opening)) return std::unexpected(why_closed(session, opening));
        keep_session(session, opening.session);
        return {};
    });
}

asio::awaitable<std::optional<SessionWithUser>> AccountsRepository::find_session(SessionId id) {
    return database_.read([id](Session& session) { return load_session(session, id); });
}

asio::awaitable<Rotated> AccountsRepository::rotate(Rotation rotation) {
    return database_.write([rotation = std::move(rotation)](Session& session) {
        return rotate_session(session, rotation);
    });
}

asio::awaitable<void> AccountsRepository::revoke_session(SessionId id, WallTime now) {
    return database_.write([id, now](Session& session) { revoke(session, id, now); });
}

}  // namespace freshet::sql
