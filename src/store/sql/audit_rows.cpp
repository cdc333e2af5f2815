#include "store/sql/audit_rows.hpp"

namespace freshet::sql {

void record(Session& session, const AuditEntry& entry, WallTime now) {
    auto insert = session.prepare(R"(
        INSERT INTO audit (id, actor_id, action, target, details, ip, created_at)
        VALUES (:id, :actor_id, :action, :target, :details, :ip, :created_at))");
    insert.use(AuditId::make()).use(entry.actor ? to_string(*entry.actor) : "").use(entry.action);
    insert.use(entry.target).use(entry.details).use(entry.ip).use(now).run();
}

}  // namespace freshet::sql
