#include "store/sql/upkeep.hpp"

#include <utility>
#include <vector>

namespace freshet::sql {

namespace {

std::vector<UserId> load_hoarders(Session& session, std::uint32_t per_user, std::size_t rows) {
    std::vector<UserId> users;
    UserId user;
    auto statement = session.prepare(
        "SELECT user_id FROM notifications GROUP BY user_id HAVING COUNT(*) > :most "
        "ORDER BY user_id LIMIT :rows");
    statement.use(per_user).use(rows).into(user);
    while (statement.next()) users.push_back(user);
    return users;
}

std::size_t trim(Session& session, UserId user, std::uint32_t per_user, std::size_t rows) {
    auto statement = session.prepare(R"(
        DELETE FROM notifications
        WHERE id IN (
            SELECT id FROM notifications WHERE user_id = :user
            ORDER BY id DESC LIMIT :rows OFFSET :most))");
    return static_cast<std::size_t>(statement.use(user).use(rows).use(per_user).run());
}

}  // namespace

asio::awaitable<std::size_t> Upkeep::remove_before(std::string table, std::string key,
                                                   std::string condition, WallTime before,
                                                   std::size_t rows) {
    const auto sql = "DELETE FROM " + table + " WHERE " + key + " IN (SELECT " + key + " FROM " +
                     table + " WHERE " + condition + " LIMIT :rows)";
    return database_.write([sql, before, rows](Session& session) {
        auto statement = session.prepare(sql);
        return static_cast<std::size_t>(statement.use(before).use(rows).run());
    });
}

asio::awaitable<std::size_t> Upkeep::remove_sessions(WallTime expired_at, std::size_t rows) {
    return remove_before("sessions", "id", "expires_at <= :before", expired_at, rows);
}

asio::awaitable<std::size_t> Upkeep::remove_notifications(WallTime made_before, std::size_t rows) {
    return remove_before("notifications", "id", "created_at < :before", made_before, rows);
}

asio::awaitable<std::size_t> Upkeep::remove_webhook_lanes(WallTime quiet_since, std::size_t rows) {
    return remove_before("webhook_lanes", "lane_id",
                         "updated_at < :before AND lane_id NOT IN "
                         "(SELECT lane_id FROM webhook_outbox)",
                         quiet_since, rows);
}

asio::awaitable<std::size_t> Upkeep::remove_notifications_beyond(std::uint32_t per_user,
                                                                 std::size_t rows) {
    // To count everybody's takes long: not on the thread that writes.
    const auto hoarders = co_await database_.read(
        [per_user, rows](Session& session) { return load_hoarders(session, per_user, rows); });
    std::size_t removed = 0;
    for (const auto& user : hoarders) {
        if (removed >= rows) break;
        const auto left = rows - removed;
        removed += co_await database_.write([user, per_user, left](Session& session) {
            return trim(session, user, per_user, left);
        });
    }
    co_return removed;
}

}  // namespace freshet::sql
