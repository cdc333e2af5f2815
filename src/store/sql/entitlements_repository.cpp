#include "store/sql/entitlements_repository.hpp"

namespace freshet::sql {

using community::Entitlements;

namespace {

std::optional<std::optional<community::Tier>> tier_or_none(std::string_view text) {
    return community::tier_from(text);
}

}  // namespace

asio::awaitable<Entitlements> EntitlementsRepository::entitlements(UserId viewer,
                                                                   ChannelId channel) {
    return database_.read([viewer, channel, now = clock_()](Session& session) {
        Entitlements found;
        UserId owner;
        auto statement = session.prepare(R"(
            SELECT c.user_id, f.created_at, COALESCE(s.tier, ''), s.expires_at
            FROM channels c
            LEFT JOIN follows f ON f.streamer_id = c.user_id AND f.follower_id = :viewer
            LEFT JOIN subscriptions s ON s.streamer_id = c.user_id AND s.user_id = :subscriber
                AND s.status IN ('active', 'past_due', 'canceled') AND s.in_force_until > :now
            WHERE c.id = :channel)");
        statement.use(viewer).use(viewer).use(now).use(channel);
        statement.into(owner).into(found.following_since);
        statement.into(found.tier, tier_or_none).into(found.tier_ends_at);
        if (statement.next()) found.is_owner = owner == viewer;
        return found;
    });
}

}  // namespace freshet::sql
