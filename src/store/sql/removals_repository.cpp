#include "store/sql/removals_repository.hpp"

#include <optional>
#include <string>
#include <utility>

#include "accounts/error.hpp"
#include "store/sql/account_acts.hpp"
#include "store/sql/stream_acts.hpp"

namespace freshet::sql {

using accounts::Errc;
using accounts::HeldFollow;
using accounts::HeldStream;
using accounts::Removed;

namespace {

std::vector<ChannelId> load_channels(Session& session, UserId user) {
    std::vector<ChannelId> channels;
    ChannelId id;
    auto statement = session.prepare("SELECT id FROM channels WHERE user_id = :user ORDER BY id");
    statement.use(user).into(id);
    while (statement.next()) channels.push_back(id);
    return channels;
}

struct OnAir {
    StreamId id;
    std::optional<WallTime> last_seen_at;
};

std::vector<OnAir> load_on_air(Session& session, UserId user) {
    std::vector<OnAir> streams;
    OnAir row;
    auto statement =
        session.prepare("SELECT s.id, s.last_seen_at FROM streams s WHERE s.user_id = :user AND " +
                        std::string(is_on_air) + " ORDER BY s.id");
    statement.use(user).into(row.id).into(row.last_seen_at);
    while (statement.next()) streams.push_back(row);
    return streams;
}

/// At their last sign of life: nobody finds them any more to end them later.
void end_streams(Session& session, UserId user, WallTime now) {
    for (const auto& stream : load_on_air(session, user))
        end_stream(session, stream.id, stream.last_seen_at.value_or(now));
}

/// Who has left follows nobody, and is nobody's to follow: no count has them.
void end_follows(Session& session, UserId user) {
    auto statement = session.prepare(
        "DELETE FROM follows WHERE follower_id = :follower OR streamer_id = :streamer");
    statement.use(user).use(user).run();
}

Result<Removed> remove_user(Session& session, UserId id, WallTime now) {
    const auto user = load_user(session, id);
    if (!user) return fail(Errc::user_not_found);
    if (is_last_admin(session, *user)) return fail(Errc::last_admin);
    end_streams(session, id, now);  // While they can be told of: they are somebody's.
    // Disabled as well: whatever asks only for active users sees none.
    auto statement = session.prepare(R"(
        UPDATE users SET deleted_at = :deleted_at, is_active = 0, updated_at = :now
        WHERE id = :id AND deleted_at IS NULL)");
    if (statement.use(now).use(now).use(id).run() == 0) return fail(Errc::user_not_found);
    end_follows(session, id);
    void_tokens(session, id, accounts::TokenPurpose::password_reset);
    void_tokens(session, id, accounts::TokenPurpose::email_verification);
    return Removed{.sessions = revoke_sessions(session, id, SessionId(), now),
                   .channels = load_channels(session, id)};
}

std::size_t purge_users(Session& session, WallTime before, std::size_t count, WallTime now) {
    std::vector<std::pair<UserId, std::string>> leaving;
    UserId id;
    std::string avatar;
    auto select = session.prepare(R"(
        SELECT id, avatar_url FROM users
        WHERE deleted_at <= :before
            AND NOT EXISTS (SELECT 1 FROM channels c WHERE c.user_id = users.id)
            AND NOT EXISTS (SELECT 1 FROM videos v WHERE v.user_id = users.id)
            AND NOT EXISTS (SELECT 1 FROM chat_messages m WHERE m.user_id = users.id)
        ORDER BY deleted_at LIMIT :count)");
    select.use(before).use(count).into(id).into(avatar);
    while (select.next()) leaving.emplace_back(id, avatar);

    for (const auto& [user, path] : leaving) {
        note_unused_avatar(session, path, now);
        session.prepare("DELETE FROM users WHERE id = :id").use(user).run();  // Cascades.
    }
    return leaving.size();
}

std::vector<HeldStream> load_streams(Session& session, UserId owner, StreamId after,
                                     std::size_t count) {
    std::vector<HeldStream> list;
    HeldStream row;
    auto statement = session.prepare(R"(
        SELECT id, channel_id, title, description, status, visibility, audience, view_count,
            scheduled_at, started_at, ended_at, created_at
        FROM streams WHERE user_id = :owner AND id > :after ORDER BY id LIMIT :count)");
    statement.use(owner).use(after).use(count);
    statement.into(row.id).into(row.channel).into(row.title).into(row.description);
    statement.into(row.status).into(row.visibility).into(row.audience).into(row.view_count);
    statement.into(row.scheduled_at).into(row.started_at).into(row.ended_at).into(row.created_at);
    while (statement.next()) list.push_back(row);
    return list;
}

std::vector<HeldFollow> load_follows(Session& session, UserId follower, UserId after,
                                     std::size_t count) {
    std::vector<HeldFollow> list;
    HeldFollow row;
    auto statement = session.prepare(R"(
        SELECT f.streamer_id, u.username, f.created_at
        FROM follows f JOIN users u ON u.id = f.streamer_id
        WHERE f.follower_id = :follower AND f.streamer_id > :after
        ORDER BY f.streamer_id LIMIT :count)");
    statement.use(follower).use(after).use(count);
    statement.into(row.user).into(row.username).into(row.since);
    while (statement.next()) list.push_back(row);
    return list;
}

}  // namespace

asio::awaitable<Result<Removed>> RemovalsRepository::remove(UserId user, WallTime now) {
    return database_.write(
        [user, now](Session& session) { return remove_user(session, user, now); });
}

asio::awaitable<std::size_t> RemovalsRepository::purge_deleted(WallTime before, std::size_t count,
                                                               WallTime now) {
    return database_.write([before, count, now](Session& session) {
        return purge_users(session, before, count, now);
    });
}

asio::awaitable<std::vector<HeldStream>> HoldingsRepository::streams(UserId owner, StreamId after,
                                                                     std::size_t count) {
    return database_.read([owner, after, count](Session& session) {
        return load_streams(session, owner, after, count);
    });
}

asio::awaitable<std::vector<HeldFollow>> HoldingsRepository::follows(UserId follower, UserId after,
                                                                     std::size_t count) {
    return database_.read([follower, after, count](Session& session) {
        return load_follows(session, follower, after, count);
    });
}

}  // namespace freshet::sql
