#include "store/sql/notifications_repository.hpp"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/json.hpp"

namespace freshet::sql {

using community::FollowerCursor;
using community::Made;
using community::Marking;
using community::Notification;
using community::NotificationFacts;
using community::NotificationPage;
using community::NotificationQuery;
using community::Tiding;
using community::ToldFollowers;

namespace {

std::optional<NotificationFacts> facts_from(std::string_view text) {
    auto read = json::read<NotificationFacts>(text, {.unknown = json::Unknown::ignore});
    if (!read) return std::nullopt;
    return *std::move(read);
}

/// One statement however many are told. Gives those who had not been told.
std::vector<Made> insert(Session& session, const std::vector<UserId>& recipients,
                         const Tiding& tiding) {
    std::vector<Made> made;
    if (recipients.empty()) return made;
    std::string rows;
    for (std::size_t i = 0; i < recipients.size(); ++i) {
        rows += fmt::format("{}(:id{}, :user{})", i == 0 ? "" : ", ", i, i);
    }
    auto statement = session.prepare(R"(
        INSERT INTO notifications (id, user_id, kind, subject_id, facts, created_at)
        SELECT v.column1, v.column2, CAST(:kind AS TEXT), CAST(:subject AS TEXT),
            CAST(:facts AS TEXT), CAST(:now AS BIGINT)
        FROM (VALUES )" + rows + R"() AS v
        WHERE 1 = 1
        ON CONFLICT (user_id, kind, subject_id) DO UPDATE
        SET id = excluded.id, facts = excluded.facts, read_at = NULL,
            created_at = excluded.created_at
        WHERE notifications.created_at <= :stale
        RETURNING id, user_id)");
    statement.use(to_string(tiding.kind)).use(to_string(tiding.subject));
    statement.use(json::to_json(tiding.facts)).use(tiding.at);
    for (const auto& recipient : recipients) statement.use(NotificationId::make()).use(recipient);
    statement.use(tiding.stale_since.value_or(WallTime::min()));

    Made row;
    statement.into(row.id).into(row.recipient);
    while (statement.next()) made.push_back(row);
    return made;
}

ToldFollowers tell_some(Session& session, UserId streamer, const FollowerCursor& after,
                        std::uint32_t count, const Tiding& tiding) {
    std::vector<UserId> followers;
    FollowerCursor at;
    auto statement = session.prepare(R"(
        SELECT f.follower_id, f.created_at
        FROM follows f JOIN users u ON u.id = f.follower_id
        WHERE f.streamer_id = :streamer AND f.created_at >= :since AND u.is_active = 1
            AND (f.created_at > :later OR f.follower_id > :follower)
        ORDER BY f.created_at, f.follower_id
        LIMIT :count)");
    statement.use(streamer).use(after.since).use(after.since).use(after.follower).use(count);
    statement.into(at.follower).into(at.since);
    while (statement.next()) followers.push_back(at.follower);

    ToldFollowers told{.made = insert(session, followers, tiding), .next = {}};
    if (followers.size() == count) told.next = at;
    return told;
}

std::uint64_t count_unread(Session& session, UserId recipient) {
    std::uint64_t unread = 0;
    auto statement = session.prepare(
        "SELECT COUNT(*) FROM notifications WHERE user_id = :user AND read_at IS NULL");
    statement.use(recipient).into(unread).next();
    return unread;
}

NotificationPage load_page(Session& session, const NotificationQuery& query) {
    std::string sql =
        "SELECT id, kind, facts, read_at, created_at FROM notifications WHERE user_id = :user";
    if (query.before) sql += " AND id < :before";
    if (query.unread_only) sql += " AND read_at IS NULL";
    sql += " ORDER BY id DESC LIMIT :limit";
    auto statement = session.prepare(sql);
    statement.use(query.recipient);
    if (query.before) statement.use(*query.before);
    statement.use(query.limit + 1);  // One more tells whether there are more.

    Notification row;
    statement.into(row.id).into(row.kind, community::notification_kind_from);
    statement.into(row.facts, facts_from).into(row.read_at).into(row.created_at);
    NotificationPage page{.items = {}, .unread = count_unread(session, query.recipient)};
    while (statement.next()) page.items.push_back(row);
    page.has_more = page.items.size() > query.limit;
    if (page.has_more) page.items.pop_back();
    return page;
}

void mark_rows(Session& session, const Marking& marking, WallTime now) {
    std::string sql = "UPDATE notifications SET read_at = :read_at WHERE user_id = :user AND ";
    sql += marking.read ? "read_at IS NULL" : "read_at IS NOT NULL";
    if (marking.ids) {
        sql += " AND id IN (''";  // Of no ids, none.
        for (std::size_t i = 0; i < marking.ids->size(); ++i) sql += fmt::format(", :id{}", i);
        sql += ")";
    }
    auto statement = session.prepare(sql);
    statement.use(marking.read ? std::optional(now) : std::nullopt).use(marking.recipient);
    if (marking.ids) {
        for (const auto& id : *marking.ids) statement.use(id);
    }
    statement.run();
}

}  // namespace

asio::awaitable<ToldFollowers> NotificationsRepository::tell_followers(UserId streamer,
                                                                       FollowerCursor after,
                                                                       std::uint32_t count,
                                                                       Tiding tiding) {
    return database_.write([=, tiding = std::move(tiding)](Session& session) {
        return tell_some(session, streamer, after, count, tiding);
    });
}

asio::awaitable<std::optional<Made>> NotificationsRepository::tell(UserId recipient,
                                                                   Tiding tiding) {
    return database_.write(
        [recipient, tiding = std::move(tiding)](Session& session) -> std::optional<Made> {
            const auto made = insert(session, {recipient}, tiding);
            if (made.empty()) return std::nullopt;
            return made.front();
        });
}

asio::awaitable<NotificationPage> NotificationsRepository::list(NotificationQuery query) {
    return database_.read([query](Session& session) { return load_page(session, query); });
}

asio::awaitable<std::uint64_t> NotificationsRepository::unread(UserId recipient) {
    return database_.read(
        [recipient](Session& session) { return count_unread(session, recipient); });
}

asio::awaitable<std::uint64_t> NotificationsRepository::mark(Marking marking, WallTime now) {
    return database_.write([marking = std::move(marking), now](Session& session) {
        mark_rows(session, marking, now);
        return count_unread(session, marking.recipient);
    });
}

}  // namespace freshet::sql
