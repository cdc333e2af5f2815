#include "store/sql/audit_repository.hpp"

#include <utility>

#include "store/sql/audit_rows.hpp"

namespace freshet::sql {

using site::AuditFilter;
using site::AuditRecord;

namespace {

std::string condition_of(const AuditFilter& filter, const CursorPage& page) {
    std::string condition = "1 = 1";
    if (!filter.action.empty()) condition += " AND a.action = :action";
    if (filter.actor) condition += " AND a.actor_id = :actor";
    if (page.after) condition += " AND (a.created_at, a.id) < (:at, :id)";
    return condition;
}

/// Nobody is kept as an empty text.
std::optional<std::optional<UserId>> actor_from(std::string_view text) {
    if (text.empty()) return std::optional<UserId>();
    return UserId::parse(text);
}

Stretch<AuditRecord> load(Session& session, const AuditFilter& filter, const CursorPage& page) {
    AuditRecord one;
    auto statement = session.prepare(R"(
        SELECT a.id, a.actor_id, a.action, a.target, a.details, a.ip, a.created_at,
            COALESCE(u.username, '')
        FROM audit a LEFT JOIN users u ON u.id = a.actor_id
        WHERE )" + condition_of(filter, page) +
                                     " ORDER BY a.created_at DESC, a.id DESC LIMIT :limit");
    if (!filter.action.empty()) statement.use(filter.action);
    if (filter.actor) statement.use(*filter.actor);
    if (page.after) statement.use(page.after->at).use(to_string(page.after->id));
    statement.use(page.limit + 1).into(one.id).into(one.entry.actor, actor_from);
    statement.into(one.entry.action).into(one.entry.target).into(one.entry.details);
    statement.into(one.entry.ip).into(one.at).into(one.actor_name);
    std::vector<AuditRecord> records;
    while (statement.next()) records.push_back(one);
    return stretch_of(std::move(records), page.limit, [](const AuditRecord& last) {
        return Cursor{.at = last.at, .id = last.id.uuid()};
    });
}

}  // namespace

asio::awaitable<void> AuditRepository::record(AuditEntry entry, WallTime now) {
    return database_.write(
        [entry = std::move(entry), now](Session& session) { sql::record(session, entry, now); });
}

asio::awaitable<Stretch<AuditRecord>> AuditRepository::list(AuditFilter filter, CursorPage page) {
    return database_.read([filter = std::move(filter), page](Session& session) {
        return load(session, filter, page);
    });
}

}  // namespace freshet::sql
