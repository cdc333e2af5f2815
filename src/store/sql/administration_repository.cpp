#include "store/sql/administration_repository.hpp"

#include <utility>

#include "accounts/error.hpp"
#include "store/sql/account_acts.hpp"
#include "store/sql/account_rows.hpp"
#include "store/sql/accounts_repository.hpp"
#include "store/sql/audit_rows.hpp"
#include "store/sql/where.hpp"

namespace freshet::sql {

using accounts::Errc;
using accounts::Role;
using accounts::User;
using accounts::UserChange;
using accounts::UserFilter;

namespace {

std::string select_users(std::string_view rest) {
    return "SELECT " + std::string(user_columns) + " FROM users u " + std::string(rest);
}

Where where_of(Dialect dialect, const UserFilter& filter) {
    Where where("u.deleted_at IS NULL");
    if (!filter.text.empty()) {
        where.also("(u.username_key LIKE ? ESCAPE '!' OR u.email_key LIKE ? ESCAPE '!' OR " +
                       lower_ascii(dialect, "u.display_name") + " LIKE ? ESCAPE '!')",
                   pattern_of(filter.text));
    }
    if (filter.role) where.also("u.role = ?", std::string(to_string(*filter.role)));
    if (filter.is_active) where.also("u.is_active = ?", std::int64_t{*filter.is_active});
    return where;
}

Paged<User> load_page(Session& session, const UserFilter& filter, Page page) {
    const auto where = where_of(session.dialect(), filter);
    Paged<User> list;
    auto count = session.prepare("SELECT COUNT(*) FROM users u WHERE " + where.text());
    where.bind(count).into(list.total).next();

    User user;
    auto statement = session.prepare(
        select_users("WHERE " + where.text() + " ORDER BY u.id DESC LIMIT :limit OFFSET :offset"));
    into_user(where.bind(statement).use(page.limit).use(page.offset()), user);
    while (statement.next()) list.items.push_back(user);
    return list;
}

void set_role(Session& session, User& user, Role role, AuditEntry entry, WallTime now) {
    auto statement =
        session.prepare("UPDATE users SET role = :role, updated_at = :now WHERE id = :id");
    statement.use(to_string(role)).use(now).use(user.id).run();
    const auto words = std::string(to_string(user.role)) + " -> " + std::string(to_string(role));
    entry.action = "user.role_changed";
    entry.target = to_string(user.id);
    entry.details = entry.details.empty() ? words : words + " by " + entry.details;
    record(session, entry, now);
    user.role = role;
    user.updated_at = now;
}

void set_active(Session& session, User& user, bool active, AuditEntry entry, WallTime now) {
    auto statement = session.prepare(
        "UPDATE users SET is_active = :is_active, updated_at = :now WHERE id = :id");
    statement.use(active).use(now).use(user.id).run();
    entry.action = active ? "user.enabled" : "user.disabled";
    entry.target = to_string(user.id);
    record(session, entry, now);
    user.is_active = active;
    user.updated_at = now;
}

Result<User> apply(Session& session, UserId id, const UserChange& change, const AuditEntry& entry,
                   WallTime now) {
    auto user = load_user(session, id);
    if (!user) return fail(Errc::user_not_found);
    const bool stays = change.role.value_or(user->role) == Role::admin &&
                       change.is_active.value_or(user->is_active);
    if (!stays && is_last_admin(session, *user)) return fail(Errc::last_admin);
    if (change.role && *change.role != user->role) {
        set_role(session, *user, *change.role, entry, now);
    }
    if (change.is_active && *change.is_active != user->is_active) {
        set_active(session, *user, *change.is_active, entry, now);
    }
    return *user;
}

}  // namespace

asio::awaitable<Paged<User>> AdministrationRepository::list(UserFilter filter, Page page) {
    return database_.read([filter = std::move(filter), page](Session& session) {
        return load_page(session, filter, page);
    });
}

asio::awaitable<bool> AdministrationRepository::has_admin() {
    return database_.read([](Session& session) { return count_admins(session) > 0; });
}

asio::awaitable<Result<User>> AdministrationRepository::change(UserId user, UserChange change,
                                                               AuditEntry entry, WallTime now) {
    return database_.write([user, change, entry = std::move(entry), now](Session& session) {
        return apply(session, user, change, entry, now);
    });
}

asio::awaitable<void> AdministrationRepository::sign_out(UserId user, AuditEntry entry,
                                                         WallTime now) {
    return database_.write([user, entry = std::move(entry), now](Session& session) {
        auto statement = session.prepare(R"(
            UPDATE sessions SET revoked_at = :now
            WHERE user_id = :user_id AND revoked_at IS NULL)");
        statement.use(now).use(user).run();
        revoke_api_tokens(session, user);
        record(session, entry, now);
    });
}

asio::awaitable<Result<void>> AdministrationRepository::create(accounts::NewUser draft,
                                                               AuditEntry entry) {
    return database_.write(
        [draft = std::move(draft), entry = std::move(entry)](Session& session) -> Result<void> {
            auto created = create_account(session, draft);
            if (created) record(session, entry, draft.user.created_at);
            return created;
        });
}

asio::awaitable<Result<void>> AdministrationRepository::create_first_admin(accounts::NewUser draft,
                                                                           AuditEntry entry) {
    return database_.write(
        [draft = std::move(draft), entry = std::move(entry)](Session& session) -> Result<void> {
            if (count_admins(session) > 0) return fail(Errc::setup_done);
            auto created = create_account(session, draft);
            if (created) record(session, entry, draft.user.created_at);
            return created;
        });
}

}  // namespace freshet::sql
