#include "serve/api/audit_routes.hpp"

#include <utility>

namespace freshet::api {

namespace {

std::optional<std::string> unless_empty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

AuditView view_of(const site::AuditRecord& record) {
    return {.id = record.id,
            .actor_id = record.entry.actor,
            .actor_username = unless_empty(record.actor_name),
            .action = record.entry.action,
            .target = record.entry.target,
            .details = record.entry.details,
            .ip = unless_empty(record.entry.ip),
            .created_at = record.at};
}

}  // namespace

void AuditRoutes::describe(Table& table, AuditRoutes* self) {
    table.add({.path = "/api/admin/audit",
               .id = "listAudit",
               .tag = "Admin",
               .summary = "What was done and tried with the power of an operator, newest first",
               .scope = Scope::admin,
               .token_scope = accounts::TokenScope::admin},
              self, &AuditRoutes::list);
}

asio::awaitable<Reply<CursorListOf<AuditView>>> AuditRoutes::list(Call, ListAuditRequest input) {
    site::AuditFilter filter{.action = input.action.value_or(""), .actor = input.actor};
    const CursorPage page{.after = input.cursor, .limit = input.limit.value_or(20)};
    const auto stretch = co_await audit_.list(std::move(filter), page);
    co_return list_of(stretch, view_of);
}

}  // namespace freshet::api
