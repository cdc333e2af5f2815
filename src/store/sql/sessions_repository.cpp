#include "store/sql/sessions_repository.hpp"

#include "accounts/error.hpp"
#include "store/sql/account_acts.hpp"
#include "store/sql/account_rows.hpp"

namespace freshet::sql {

namespace {

Paged<accounts::Session> load_open(Session& session, UserId user, WallTime now, Page page) {
    Paged<accounts::Session> list;
    auto count = session.prepare(R"(
        SELECT COUNT(*) FROM sessions
        WHERE user_id = :user AND revoked_at IS NULL AND expires_at > :now)");
    count.use(user).use(now).into(list.total).next();

    accounts::Session row;
    auto statement = session.prepare("SELECT " + std::string(session_columns) + R"(
        FROM sessions s
        WHERE s.user_id = :user AND s.revoked_at IS NULL AND s.expires_at > :now
        ORDER BY s.rotated_at DESC, s.id DESC LIMIT :limit OFFSET :offset)");
    statement.use(user).use(now).use(page.limit).use(page.offset());
    into_session(statement, row);
    while (statement.next()) list.items.push_back(row);
    return list;
}

Result<void> revoke_one(Session& session, UserId user, SessionId id, WallTime now) {
    auto statement = session.prepare(R"(
        UPDATE sessions SET revoked_at = :now
        WHERE id = :id AND user_id = :user AND revoked_at IS NULL AND expires_at > :at)");
    if (statement.use(now).use(id).use(user).use(now).run() == 0)
        return fail(accounts::Errc::session_not_found);
    return {};
}

}  // namespace

asio::awaitable<Paged<accounts::Session>> SessionsRepository::open_of(UserId user, WallTime now,
                                                                      Page page) {
    return database_.read(
        [user, now, page](Session& session) { return load_open(session, user, now, page); });
}

asio::awaitable<Result<void>> SessionsRepository::revoke(UserId user, SessionId id, WallTime now) {
    return database_.write(
        [user, id, now](Session& session) { return revoke_one(session, user, id, now); });
}

asio::awaitable<std::vector<SessionId>> SessionsRepository::revoke_others(UserId user,
                                                                          SessionId kept,
                                                                          WallTime now) {
    return database_.write(
        [user, kept, now](Session& session) { return revoke_sessions(session, user, kept, now); });
}

}  // namespace freshet::sql
