#include "store/sql/upkeep.hpp"

#include <utility>
#include <vector>

#include "store/sql/job_rows.hpp"
#include "store/sql/search.hpp"

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

/// The channels whose time has come, by `:deleted_at` and `:left_at`.
constexpr std::string_view gone_channels = R"(
    SELECT c.id FROM channels c WHERE c.deleted_at <= :deleted_at
    UNION
    SELECT c.id FROM channels c JOIN users u ON u.id = c.user_id WHERE u.deleted_at <= :left_at)";

std::size_t remove_views_of_gone(Session& session, WallTime deleted_at, std::size_t rows) {
    auto statement = session.prepare(
        "DELETE FROM views WHERE session_id IN (SELECT session_id FROM views "
        "WHERE channel_id IN (" +
        std::string(gone_channels) + ") LIMIT :rows)");
    return static_cast<std::size_t>(statement.use(deleted_at).use(deleted_at).use(rows).run());
}

std::size_t remove_messages_of_gone(Session& session, WallTime deleted_at, std::size_t rows) {
    auto statement = session.prepare(
        "DELETE FROM chat_messages WHERE id IN (SELECT m.id "
        "FROM chat_messages m JOIN streams s ON s.id = m.stream_id WHERE s.channel_id IN (" +
        std::string(gone_channels) + ") LIMIT :rows)");
    return static_cast<std::size_t>(statement.use(deleted_at).use(deleted_at).use(rows).run());
}

template <class Kind>
std::vector<Id<Kind>> load_ids(Session& session, const std::string& sql, WallTime deleted_at,
                               std::size_t rows) {
    std::vector<Id<Kind>> ids;
    Id<Kind> id;
    auto statement = session.prepare(sql + " LIMIT :rows");
    statement.use(deleted_at).use(deleted_at).use(rows).into(id);
    while (statement.next()) ids.push_back(id);
    return ids;
}

std::size_t remove_streams_of_gone(Session& session, WallTime deleted_at, std::size_t rows) {
    const auto sql =
        "SELECT id FROM streams WHERE channel_id IN (" + std::string(gone_channels) + ")";
    const auto streams = load_ids<StreamKind>(session, sql, deleted_at, rows);
    for (const auto& id : streams) {
        forget_stream(session, id);
        session.prepare("DELETE FROM streams WHERE id = :id").use(id).run();
    }
    return streams.size();
}

std::size_t remove_videos_of_gone(Session& session, WallTime deleted_at, std::size_t rows) {
    std::vector<std::pair<VideoId, UserId>> videos;
    VideoId id;
    UserId owner;
    auto statement = session.prepare("SELECT id, user_id FROM videos WHERE channel_id IN (" +
                                     std::string(gone_channels) + ") LIMIT :rows");
    statement.use(deleted_at).use(deleted_at).use(rows).into(id).into(owner);
    while (statement.next()) videos.emplace_back(id, owner);
    const auto now = database_now(session);
    for (const auto& [video, user] : videos) (void)remove_video_row(session, video, user, now);
    return videos.size();
}

std::size_t remove_gone(Session& session, WallTime deleted_at, std::size_t rows) {
    const auto channels =
        load_ids<ChannelKind>(session, std::string(gone_channels), deleted_at, rows);
    for (const auto& id : channels) {
        forget_channel(session, id);
        session.prepare("DELETE FROM channels WHERE id = :id").use(id).run();
    }
    return channels.size();
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

asio::awaitable<std::size_t> Upkeep::remove_one_time_tokens(WallTime expired_at, std::size_t rows) {
    return remove_before("one_time_tokens", "hash", "expires_at <= :before", expired_at, rows);
}

asio::awaitable<std::size_t> Upkeep::remove_api_tokens(WallTime expired_at, std::size_t rows) {
    return remove_before("api_tokens", "id", "expires_at <= :before", expired_at, rows);
}

asio::awaitable<std::size_t> Upkeep::remove_invites(WallTime expired_at, std::size_t rows) {
    return remove_before("invites", "id", "expires_at <= :before", expired_at, rows);
}

asio::awaitable<std::size_t> Upkeep::remove_audit(WallTime made_before, std::size_t rows) {
    return remove_before("audit", "id", "created_at < :before", made_before, rows);
}

asio::awaitable<std::size_t> Upkeep::remove_views(WallTime ended_before, std::size_t rows) {
    return remove_before("views", "session_id", "ended_at < :before", ended_before, rows);
}

asio::awaitable<std::size_t> Upkeep::remove_channels(WallTime deleted_at, std::size_t rows) {
    return database_.write([deleted_at, rows](Session& session) {
        auto removed = remove_views_of_gone(session, deleted_at, rows);
        if (removed < rows) removed += remove_messages_of_gone(session, deleted_at, rows - removed);
        if (removed < rows) removed += remove_streams_of_gone(session, deleted_at, rows - removed);
        if (removed < rows) removed += remove_videos_of_gone(session, deleted_at, rows - removed);
        if (removed < rows) removed += remove_gone(session, deleted_at, rows - removed);
        return removed;
    });
}

asio::awaitable<std::size_t> Upkeep::remove_uploads(WallTime gone_before, std::size_t rows) {
    return remove_before("uploads", "video_id", "gone_at < :before", gone_before, rows);
}

asio::awaitable<std::size_t> Upkeep::remove_jobs(WallTime finished_before, std::size_t rows) {
    return remove_before("jobs", "id", "finished_at < :before", finished_before, rows);
}

asio::awaitable<std::size_t> Upkeep::remove_notifications(WallTime made_before, std::size_t rows) {
    return remove_before("notifications", "id", "created_at < :before", made_before, rows);
}

asio::awaitable<std::size_t> Upkeep::remove_chat_messages(WallTime made_before, std::size_t rows) {
    return remove_before("chat_messages", "id", "created_at < :before", made_before, rows);
}

asio::awaitable<std::size_t> Upkeep::remove_chat_of_users(WallTime left_at, std::size_t rows) {
    return remove_before("chat_messages", "id",
                         "user_id IN (SELECT id FROM users WHERE deleted_at <= :before)", left_at,
                         rows);
}

asio::awaitable<std::size_t> Upkeep::remove_chat_timeouts(WallTime over_at, std::size_t rows) {
    return remove_before("chat_bans", "id", "until <= :before", over_at, rows);
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
