#include "store/sql/entitlements_repository.hpp"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "store/sql/subscription_rows.hpp"

namespace freshet::sql {

using community::Entitlements;

namespace {

std::optional<std::optional<community::Tier>> tier_or_none(std::string_view text) {
    return community::tier_from(text);
}

/// "(0, :viewer0), ..." for so many viewers.
std::string rows_of(std::size_t count) {
    std::string rows;
    for (std::size_t i = 0; i < count; ++i)
        rows += fmt::format("{}({}, :viewer{})", i == 0 ? "" : ", ", i, i);
    return rows;
}

/// One row for each, unless there is no such channel.
std::string entitlements_query(std::size_t count) {
    return "WITH viewers (number, user_id) AS (VALUES " + rows_of(count) + R"()
        SELECT v.number, c.user_id, f.created_at, COALESCE(s.tier, ''), s.expires_at
        FROM viewers v
        JOIN channels c ON c.id = :channel
        LEFT JOIN follows f ON f.streamer_id = c.user_id AND f.follower_id = v.user_id
        LEFT JOIN subscriptions s ON s.streamer_id = c.user_id AND s.user_id = v.user_id
            AND s.in_force_until > :now AND )" +
           std::string(is_in_force);
}

std::vector<Entitlements> load_entitlements(Session& session, const std::vector<UserId>& viewers,
                                            ChannelId channel, WallTime now) {
    std::vector<Entitlements> found(viewers.size());
    if (viewers.empty()) return found;
    std::size_t number = 0;
    UserId owner;
    Entitlements row;
    auto statement = session.prepare(entitlements_query(viewers.size()));
    for (const auto& viewer : viewers) statement.use(viewer);
    statement.use(channel).use(now);
    statement.into(number).into(owner).into(row.following_since);
    statement.into(row.tier, tier_or_none).into(row.tier_ends_at);
    while (statement.next()) {
        row.is_owner = owner == viewers.at(number);
        found.at(number) = row;
    }
    return found;
}

}  // namespace

asio::awaitable<Entitlements> EntitlementsRepository::entitlements(UserId viewer,
                                                                   ChannelId channel) {
    return database_.read([viewer, channel, now = clock_()](Session& session) {
        return load_entitlements(session, {viewer}, channel, now).front();
    });
}

asio::awaitable<std::vector<Entitlements>> EntitlementsRepository::entitlements(
    std::vector<UserId> viewers, ChannelId channel) {
    return database_.read(
        [viewers = std::move(viewers), channel, now = clock_()](Session& session) {
            return load_entitlements(session, viewers, channel, now);
        });
}

}  // namespace freshet::sql
