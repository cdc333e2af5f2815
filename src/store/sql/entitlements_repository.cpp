#include "store/sql/entitlements_repository.hpp"

namespace freshet::sql {

using community::Entitlements;

asio::awaitable<Entitlements> EntitlementsRepository::entitlements(UserId viewer,
                                                                   ChannelId channel) {
    return database_.read([viewer, channel](Session& session) {
        Entitlements found;
        UserId owner;
        auto statement = session.prepare(R"(
            SELECT c.user_id, f.created_at
            FROM channels c
            LEFT JOIN follows f ON f.streamer_id = c.user_id AND f.follower_id = :viewer
            WHERE c.id = :channel)");
        statement.use(viewer).use(channel).into(owner).into(found.following_since);
        if (statement.next()) found.is_owner = owner == viewer;
        return found;
    });
}

}  // namespace freshet::sql
