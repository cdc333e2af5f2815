#include "store/sql/access_repository.hpp"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "store/sql/subscription_rows.hpp"

namespace freshet::sql {

using channels::Standing;
using channels::Watcher;

namespace {

/// "(0, :user0, :session0, :channel0), ..." for so many watchers.
std::string rows_of(std::size_t count) {
    std::string rows;
    for (std::size_t i = 0; i < count; ++i)
        rows +=
            fmt::format("{}({}, :user{}, :session{}, :channel{})", i == 0 ? "" : ", ", i, i, i, i);
    return rows;
}

/// One row for each who is still a member.
std::string standings_query(std::size_t count) {
    return "WITH watchers (number, user_id, session_id, channel_id) AS (VALUES " + rows_of(count) +
           R"()
        SELECT w.number,
            CASE WHEN u.role <> 'user' THEN 1 ELSE 0 END,
            CASE WHEN f.follower_id IS NOT NULL THEN 1 ELSE 0 END,
            CASE WHEN s.id IS NOT NULL THEN 1 ELSE 0 END
        FROM watchers w
        JOIN users u ON u.id = w.user_id AND u.is_active = 1 AND u.deleted_at IS NULL
        LEFT JOIN sessions e ON e.id = w.session_id AND e.user_id = w.user_id
            AND e.revoked_at IS NULL AND e.expires_at > :is_open
        LEFT JOIN channels c ON c.id = w.channel_id
        LEFT JOIN follows f ON f.streamer_id = c.user_id AND f.follower_id = w.user_id
        LEFT JOIN subscriptions s ON s.streamer_id = c.user_id AND s.user_id = w.user_id
            AND s.in_force_until > :in_force AND )" +
           std::string(is_in_force) + " WHERE e.id IS NOT NULL OR w.session_id = :no_session";
}

std::vector<Standing> load_standings(Session& session, const std::vector<Watcher>& watchers,
                                     WallTime now) {
    std::vector<Standing> found(watchers.size());
    if (watchers.empty()) return found;
    std::size_t number = 0;
    Standing standing{.is_member = true};
    auto statement = session.prepare(standings_query(watchers.size()));
    for (const auto& each : watchers) statement.use(each.user).use(each.session).use(each.channel);
    statement.use(now).use(now).use(SessionId());
    statement.into(number).into(standing.is_staff).into(standing.follows);
    statement.into(standing.subscribes);
    while (statement.next()) found.at(number) = standing;
    return found;
}

}  // namespace

asio::awaitable<std::vector<std::pair<StreamId, channels::Access>>> AccessRepository::on_air() {
    return database_.read([](Session& session) {
        std::vector<std::pair<StreamId, channels::Access>> found;
        StreamId stream;
        channels::Access access;
        auto statement = session.prepare(R"(
            SELECT id, channel_id, user_id, visibility, audience
            FROM streams
            WHERE status IN ('live', 'reconnecting'))");
        statement.into(stream)
            .into(access.channel)
            .into(access.owner)
            .into(access.visibility, channels::visibility_from)
            .into(access.audience, channels::audience_from);
        while (statement.next()) found.emplace_back(stream, access);
        return found;
    });
}

asio::awaitable<std::vector<Standing>> AccessRepository::standings(std::vector<Watcher> watchers,
                                                                   WallTime now) {
    return database_.read([watchers = std::move(watchers), now](Session& session) {
        return load_standings(session, watchers, now);
    });
}

}  // namespace freshet::sql
