#include "store/sql/statistics_repository.hpp"

#include "base/local_day.hpp"
#include "store/sql/channel_rows.hpp"

namespace freshet::sql {

using channels::Audited;
using channels::DayOfChannel;
using channels::Days;
using channels::TopStream;
using channels::Totals;

namespace {

/// Which channels a sum is over: a condition on their ids with one parameter, the text of an id.
struct Scope {
    std::string condition;
    std::string id;
};

Scope one_channel(ChannelId channel) {
    return {.condition = " = :channel", .id = to_string(channel)};
}

Scope all_of(UserId owner) {
    return {.condition = " IN (SELECT id FROM channels WHERE user_id = :owner)",
            .id = to_string(owner)};
}

std::uint64_t number(Session& session, const std::string& sql, const Scope& scope) {
    std::uint64_t value = 0;
    auto statement = session.prepare(sql);
    statement.use(std::string_view(scope.id)).into(value).next();
    return value;
}

Audited audience(Session& session, const Scope& scope) {
    Audited found;
    std::int64_t watched_ms = 0;
    // Days are few, and stay when their views are forgotten.
    auto days = session.prepare(
        "SELECT CAST(COALESCE(SUM(total_views), 0) AS BIGINT), "
        "CAST(COALESCE(SUM(watch_ms), 0) AS BIGINT) FROM channel_days WHERE channel_id" +
        scope.condition);
    days.use(std::string_view(scope.id)).into(found.views).into(watched_ms).next();
    found.watched = std::chrono::milliseconds(watched_ms);
    // Of nothing but what stands in the index views_channel_viewer.
    found.unique_viewers = number(
        session, "SELECT COUNT(DISTINCT viewer_hash) FROM views WHERE channel_id" + scope.condition,
        scope);
    found.peak_viewers = number(
        session,
        "SELECT COALESCE(MAX(peak_viewers), 0) FROM streams WHERE channel_id" + scope.condition,
        scope);
    return found;
}

Totals totals(Session& session, const Scope& scope) {
    // Somebody follows a user, and so all of that user's channels.
    const auto followers =
        "SELECT COUNT(*) FROM follows WHERE streamer_id IN "
        "(SELECT user_id FROM channels WHERE id" +
        scope.condition + ")";
    const auto streams =
        "SELECT COUNT(*) FROM streams WHERE started_at IS NOT NULL AND channel_id" +
        scope.condition;
    return {.audience = audience(session, scope),
            .followers = number(session, followers, scope),
            .streams = number(session, streams, scope)};
}

std::vector<DayOfChannel> load_days(Session& session, ChannelId channel, const Days& days) {
    std::vector<DayOfChannel> found;
    DayOfChannel day;
    std::int64_t watched_ms = 0;
    auto statement = session.prepare(R"(
        SELECT day, total_views, unique_viewers, watch_ms, peak_viewers
        FROM channel_days
        WHERE channel_id = :channel AND day >= :first AND day <= :last
        ORDER BY day)");
    statement.use(channel)
        .use(to_date_text(days.from))
        .use(to_date_text(days.to))
        .into(day.date, from_date_text)
        .into(day.audience.views)
        .into(day.audience.unique_viewers)
        .into(watched_ms)
        .into(day.audience.peak_viewers);
    while (statement.next()) {
        day.audience.watched = std::chrono::milliseconds(watched_ms);
        found.push_back(day);
    }
    return found;
}

std::vector<TopStream> load_top_streams(Session& session, ChannelId channel, std::uint32_t limit) {
    std::vector<TopStream> found;
    TopStream top;
    std::int64_t watched_ms = 0;
    auto statement = session.prepare("SELECT " + std::string(stream_columns) +
                                     R"(, s.peak_viewers,
            (SELECT COUNT(DISTINCT v.viewer_hash) FROM views v WHERE v.stream_id = s.id),
            (SELECT CAST(COALESCE(SUM(v.watch_ms), 0) AS BIGINT)
                FROM views v WHERE v.stream_id = s.id)
        FROM )" + std::string(stream_tables) +
                                     R"(
        WHERE s.id IN (
            SELECT t.id
            FROM streams t
            WHERE t.channel_id = :channel AND t.started_at IS NOT NULL
            ORDER BY t.view_count DESC, t.id DESC
            LIMIT :limit)
        ORDER BY s.view_count DESC, s.id DESC)");
    into_stream(statement.use(channel).use(limit), top.stream)
        .into(top.audience.peak_viewers)
        .into(top.audience.unique_viewers)
        .into(watched_ms);
    while (statement.next()) {
        top.audience.views = top.stream.view_count;
        top.audience.watched = std::chrono::milliseconds(watched_ms);
        found.push_back(top);
    }
    return found;
}

}  // namespace

asio::awaitable<Totals> StatisticsRepository::of_channel(ChannelId channel) {
    return database_.read(
        [channel](Session& session) { return totals(session, one_channel(channel)); });
}

asio::awaitable<Totals> StatisticsRepository::of_user(UserId owner) {
    return database_.read([owner](Session& session) { return totals(session, all_of(owner)); });
}

asio::awaitable<std::vector<DayOfChannel>> StatisticsRepository::days(ChannelId channel,
                                                                      Days days) {
    return database_.read(
        [channel, days](Session& session) { return load_days(session, channel, days); });
}

asio::awaitable<std::vector<TopStream>> StatisticsRepository::top_streams(ChannelId channel,
                                                                          std::uint32_t limit) {
    return database_.read(
        [channel, limit](Session& session) { return load_top_streams(session, channel, limit); });
}

asio::awaitable<std::string> StatisticsRepository::time_zone(ChannelId channel) {
    return database_.read([channel](Session& session) {
        std::string zone = "UTC";
        auto statement = session.prepare("SELECT time_zone FROM channels WHERE id = :id");
        statement.use(channel).into(zone).next();
        return zone;
    });
}

}  // namespace freshet::sql
