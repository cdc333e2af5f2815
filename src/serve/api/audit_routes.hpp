#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/page.hpp"
#include "serve/api/cursor_list.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/rules.hpp"
#include "serve/api/views.hpp"
#include "site/audit.hpp"

namespace freshet::api {

struct AuditView {
    AuditId id;
    std::optional<UserId> actor_id;
    std::optional<std::string> actor_username;
    std::string action;
    std::string target;
    std::string details;
    std::optional<std::string> ip;
    WallTime created_at;

    static constexpr json::Rule rules[] = {
        {.field = "actorId", .about = "Null: the command line, the program, or a guest."},
        {.field = "actorUsername", .example = "ada"},
        {.field = "action", .example = "user.role_changed"},
        {.field = "target",
         .about = "Id or name of what it was done to.",
         .example = "0190163d-8694-739b-aea5-966c26f8ad91"},
        {.field = "details", .example = "user -> moderator"},
        {.field = "ip", .example = "192.0.2.1"},
    };
};
BOOST_DESCRIBE_STRUCT(AuditView, (),
                      (id, actor_id, actor_username, action, target, details, ip, created_at))

struct ListAuditRequest {
    std::optional<std::string> action;
    std::optional<UserId> actor;
    std::optional<Cursor> cursor;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        {.field = "action", .example = "user.role_changed", .length_max = 100},
        {.field = "actor", .about = "A user's id."},
        {.field = "cursor",
         .about = "`nextCursor` of the answer before.",
         .example = "AAABo2DYsAABmh9RaHSh26rqlmwm-K2R"},
        rules::limit,
    };
};
BOOST_DESCRIBE_STRUCT(ListAuditRequest, (), (action, actor, cursor, limit))

/// What was done with the power of an operator. Used by all io threads at once; what it refers to
/// outlives it.
class AuditRoutes {
public:
    explicit AuditRoutes(site::Audit& audit) : audit_(audit) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, AuditRoutes* self);

private:
    asio::awaitable<Reply<CursorListOf<AuditView>>> list(Call call, ListAuditRequest input);

    site::Audit& audit_;
};

}  // namespace freshet::api
