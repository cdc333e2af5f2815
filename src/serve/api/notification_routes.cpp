#include "serve/api/notification_routes.hpp"

#include <utility>

namespace freshet::api {

void validate(const MarkNotificationsRequest& input, json::Issues& issues) {
    const bool all = input.all.value_or(false);
    if (!all && !input.ids) issues.add({.field = "ids", .code = "required", .params = {}});
    if (all && input.ids) issues.add({.field = "ids", .code = "unknown", .params = {}});
}

void NotificationRoutes::describe(Table& table, NotificationRoutes* self) {
    table.add({.path = "/api/notifications",
               .id = "listNotifications",
               .tag = "Notifications",
               .summary = "What the caller was told, the newest first",
               .scope = Scope::user},
              self, &NotificationRoutes::list);
    table.add({.method = http::Method::patch,
               .path = "/api/notifications",
               .id = "markNotifications",
               .tag = "Notifications",
               .summary = "Mark notifications as read, or as not read",
               .scope = Scope::user},
              self, &NotificationRoutes::mark);
    table.add({.path = "/api/notifications/unread-count",
               .id = "countUnreadNotifications",
               .tag = "Notifications",
               .summary = "How many notifications the caller has not read",
               .scope = Scope::user},
              self, &NotificationRoutes::unread);
}

asio::awaitable<Reply<NotificationListView>> NotificationRoutes::list(
    Call call, ListNotificationsRequest input) {
    const auto page = co_await notifications_.list({.recipient = call.who().user,
                                                    .before = input.cursor,
                                                    .unread_only = input.unread.value_or(false),
                                                    .limit = input.limit.value_or(20)});
    NotificationListView list{.data = {}, .meta = {.next_cursor = {}, .unread_count = page.unread}};
    for (const auto& row : page.items) {
        list.data.push_back({.id = row.id,
                             .kind = row.kind,
                             .data = row.facts,
                             .read_at = row.read_at,
                             .created_at = row.created_at});
    }
    if (page.has_more) list.meta.next_cursor = to_string(page.items.back().id);
    co_return list;
}

asio::awaitable<Reply<UnreadView>> NotificationRoutes::mark(Call call,
                                                            MarkNotificationsRequest input) {
    community::Marking marking{
        .recipient = call.who().user, .ids = std::move(input.ids), .read = input.read};
    co_return UnreadView{co_await notifications_.mark(std::move(marking))};
}

asio::awaitable<Reply<UnreadView>> NotificationRoutes::unread(Call call, Nothing) {
    const auto count = co_await notifications_.unread(call.who().user);
    co_return UnreadView{count};
}

}  // namespace freshet::api
