#pragma once

#include "base/page.hpp"
#include "community/notifications.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/rules.hpp"
#include "serve/api/views.hpp"

namespace freshet::community {
BOOST_DESCRIBE_ENUM(NotificationKind, stream_started, new_subscriber, new_follower, video_ready,
                    video_failed)
}

namespace freshet::api {

struct NotificationView {
    NotificationId id;
    community::NotificationKind kind = community::NotificationKind::stream_started;
    community::NotificationFacts data;
    std::optional<WallTime> read_at;
    WallTime created_at;

    static constexpr json::Rule rules[] = {
        {.field = "kind", .example = "stream_started"},
        {.field = "data", .about = "What there is to say of it; what its kind has."},
        {.field = "readAt", .about = "Null: not read yet."},
    };
};
BOOST_DESCRIBE_STRUCT(NotificationView, (), (id, kind, data, read_at, created_at))

struct NotificationMeta {
    std::optional<std::string> next_cursor;
    std::uint64_t unread_count = 0;

    static constexpr json::Rule rules[] = {
        {.field = "nextCursor", .about = "For the next older piece; null: there is none."},
        {.field = "unreadCount", .about = "In the whole list.", .example = "3"},
    };
};
BOOST_DESCRIBE_STRUCT(NotificationMeta, (), (next_cursor, unread_count))

struct NotificationListView {
    std::vector<NotificationView> data;
    NotificationMeta meta;
};
BOOST_DESCRIBE_STRUCT(NotificationListView, (), (data, meta))

struct UnreadView {
    std::uint64_t unread_count = 0;

    static constexpr json::Rule rules[] = {{.field = "unreadCount", .example = "3"}};
};
BOOST_DESCRIBE_STRUCT(UnreadView, (), (unread_count))

struct ListNotificationsRequest {
    std::optional<NotificationId> cursor;
    std::optional<bool> unread;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        {.field = "cursor", .about = "The `nextCursor` of the piece before."},
        {.field = "unread", .about = "`true`: only what has not been read.", .example = "false"},
        rules::limit,
    };
};
BOOST_DESCRIBE_STRUCT(ListNotificationsRequest, (), (cursor, unread, limit))

struct MarkNotificationsRequest {
    std::optional<std::vector<NotificationId>> ids;
    std::optional<bool> all;
    bool read = true;

    static constexpr json::Rule rules[] = {
        {.field = "ids",
         .about = "Which; those of others are passed over.",
         .length_min = 1,
         .length_max = Page::limit_max},
        {.field = "all", .about = "`true` in place of ids: all of them.", .example = "false"},
        {.field = "read", .about = "`false`: not read any more.", .example = "true"},
    };
};
BOOST_DESCRIBE_STRUCT(MarkNotificationsRequest, (), (ids, all, read))
void validate(const MarkNotificationsRequest& input, json::Issues& issues);

/// What the caller is told. Used by all io threads at once; what it refers to outlives it.
class NotificationRoutes {
public:
    explicit NotificationRoutes(community::Notifications& notifications)
        : notifications_(notifications) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, NotificationRoutes* self);

private:
    asio::awaitable<Reply<NotificationListView>> list(Call call, ListNotificationsRequest input);
    asio::awaitable<Reply<UnreadView>> mark(Call call, MarkNotificationsRequest input);
    asio::awaitable<Reply<UnreadView>> unread(Call call, Nothing);

    community::Notifications& notifications_;
};

}  // namespace freshet::api
