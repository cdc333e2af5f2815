#include "store/sql/follows_repository.hpp"

#include <string>

#include "community/error.hpp"
#include "store/sql/where.hpp"

namespace freshet::sql {

using community::Follow;
using community::Followed;
using community::Following;
using community::Standing;

namespace {

Standing load_standing(Session& session, const Follow& follow) {
    Standing standing;
    auto count = session.prepare("SELECT COUNT(*) FROM follows WHERE streamer_id = :streamer");
    count.use(follow.streamer).into(standing.follower_count).next();
    auto since = session.prepare(
        "SELECT created_at FROM follows WHERE follower_id = :follower AND streamer_id = :streamer");
    since.use(follow.follower).use(follow.streamer).into(standing.following_since).next();
    return standing;
}

std::string load_username(Session& session, UserId user) {
    std::string username;
    auto statement = session.prepare("SELECT username FROM users WHERE id = :id");
    statement.use(user).into(username).next();
    return username;
}

bool is_active(Session& session, UserId user) {
    std::int64_t count = 0;
    auto statement = session.prepare("SELECT COUNT(*) FROM users WHERE id = :id AND is_active = 1");
    return statement.use(user).into(count).next() && count > 0;
}

Result<Following> begin_follow(Session& session, const Follow& follow, WallTime now) {
    if (!is_active(session, follow.streamer)) return fail(community::Errc::user_not_found);
    auto insert = session.prepare(R"(
        INSERT INTO follows (follower_id, streamer_id, created_at)
        VALUES (:follower, :streamer, :now)
        ON CONFLICT DO NOTHING)");
    const bool is_new = insert.use(follow.follower).use(follow.streamer).use(now).run() == 1;
    return Following{.standing = load_standing(session, follow),
                     .is_new = is_new,
                     .follower = load_username(session, follow.follower)};
}

/// `us` and `them` are the columns of the two ends.
Paged<Followed> list_follows(Session& session, const std::string& us, const std::string& them,
                             UserId user, Page page) {
    const auto tables = " FROM follows f JOIN users u ON u.id = f." + them + " WHERE f." + us +
                        " = :user AND u.is_active = 1";
    Paged<Followed> list;
    auto count = session.prepare("SELECT COUNT(*)" + tables);
    count.use(user).into(list.total).next();

    Followed followed;
    auto statement = session.prepare(
        "SELECT u.id, u.username, u.display_name, u.avatar_url, f.created_at, "
        "(SELECT COUNT(*) FROM follows g WHERE g.streamer_id = u.id)" +
        tables + " ORDER BY f.created_at DESC, u.id LIMIT :limit OFFSET :offset");
    statement.use(user).use(page.limit).use(page.offset());
    statement.into(followed.user).into(followed.username).into(followed.display_name);
    statement.into(followed.avatar_url).into(followed.since).into(followed.follower_count);
    while (statement.next()) list.items.push_back(followed);
    return list;
}

}  // namespace

asio::awaitable<Result<Following>> FollowsRepository::follow(Follow follow, WallTime now) {
    return database_.write(
        [follow, now](Session& session) { return begin_follow(session, follow, now); });
}

asio::awaitable<Standing> FollowsRepository::unfollow(Follow follow) {
    return database_.write([follow](Session& session) {
        auto statement = session.prepare(
            "DELETE FROM follows WHERE follower_id = :follower AND streamer_id = :streamer");
        statement.use(follow.follower).use(follow.streamer).run();
        return load_standing(session, follow);
    });
}

asio::awaitable<Standing> FollowsRepository::standing(Follow follow) {
    return database_.read([follow](Session& session) { return load_standing(session, follow); });
}

asio::awaitable<Paged<Followed>> FollowsRepository::followers_of(UserId streamer, Page page) {
    return database_.read([streamer, page](Session& session) {
        return list_follows(session, "streamer_id", "follower_id", streamer, page);
    });
}

asio::awaitable<Paged<Followed>> FollowsRepository::followed_by(UserId follower, Page page) {
    return database_.read([follower, page](Session& session) {
        return list_follows(session, "follower_id", "streamer_id", follower, page);
    });
}

asio::awaitable<std::vector<UserId>> FollowsRepository::followers_among(UserId streamer,
                                                                        std::vector<UserId> users) {
    return database_.read([streamer, users = std::move(users)](Session& session) {
        std::vector<UserId> followers;
        if (users.empty()) return followers;
        auto statement = session.prepare(
            "SELECT follower_id FROM follows WHERE streamer_id = :streamer AND follower_id IN " +
            in_list("user", users.size()));
        statement.use(streamer);
        for (const auto& user : users) statement.use(user);
        UserId follower;
        statement.into(follower);
        while (statement.next()) followers.push_back(follower);
        return followers;
    });
}

}  // namespace freshet::sql
