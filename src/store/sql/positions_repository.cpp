#include "store/sql/positions_repository.hpp"

#include <algorithm>
#include <utility>

#include "store/sql/video_rows.hpp"
#include "store/sql/where.hpp"
#include "vod/error.hpp"

namespace freshet::sql {

using vod::Errc;
using vod::Position;
using vod::Watched;
using vod::Watching;

namespace {

using Places = std::vector<std::pair<VideoId, Position>>;

Result<void> note_position(Session& session, const Watching& who, const Position& position) {
    auto statement = session.prepare(R"(
        INSERT INTO positions (user_id, video_id, at_ms, is_finished, watched_at)
        SELECT CAST(:user AS TEXT), v.id, CAST(:at AS BIGINT), CAST(:is_finished AS INTEGER),
            CAST(:watched_at AS BIGINT)
        FROM videos v WHERE v.id = :video
        ON CONFLICT (user_id, video_id) DO UPDATE
        SET at_ms = excluded.at_ms, is_finished = excluded.is_finished,
            watched_at = excluded.watched_at)");
    statement.use(who.user).use(position.at.count()).use(position.is_finished);
    statement.use(position.watched_at).use(who.video);
    if (statement.run() == 0) return fail(Errc::video_not_found);
    return {};
}

Statement& into_place(Statement& statement, std::pair<VideoId, Position>& place) {
    auto& [video, position] = place;
    statement.into(video).into(position.at, duration_from_row).into(position.is_finished);
    return statement.into(position.watched_at);
}

Places load_places(Session& session, UserId user, const std::vector<VideoId>& videos) {
    Places places;
    if (videos.empty()) return places;
    Places::value_type place;
    auto statement = session.prepare(
        "SELECT video_id, at_ms, is_finished, watched_at FROM positions "
        "WHERE user_id = :user AND video_id IN " +
        in_list("video", videos.size()));
    statement.use(user);
    for (const auto& video : videos) statement.use(video);
    into_place(statement, place);
    while (statement.next()) places.push_back(place);
    return places;
}

/// What the user has watched and may see.
std::string watched_videos() {
    return " FROM " + std::string(video_tables) + R"(
        JOIN positions w ON w.video_id = v.id
        WHERE w.user_id = :user AND v.status = 'READY'
            AND (v.user_id = w.user_id OR (v.visibility <> 'private' AND u.is_active = 1)))";
}

Paged<Watched> load_history(Session& session, UserId user, Page page) {
    Paged<Watched> list;
    session.prepare("SELECT COUNT(*)" + watched_videos()).use(user).into(list.total).next();

    Places places;
    Places::value_type place;
    auto statement =
        session.prepare("SELECT v.id, w.at_ms, w.is_finished, w.watched_at" + watched_videos() +
                        " ORDER BY w.watched_at DESC, v.id DESC LIMIT :limit OFFSET :offset");
    into_place(statement.use(user).use(page.limit).use(page.offset()), place);
    while (statement.next()) places.push_back(place);

    std::vector<VideoId> ids;
    for (const auto& [video, position] : places) ids.push_back(video);
    for (auto& video : load_videos(session, ids)) {
        const auto at = std::ranges::find(places, video.id, &Places::value_type::first);
        list.items.push_back({.video = std::move(video), .position = at->second});
    }
    return list;
}

}  // namespace

asio::awaitable<Result<void>> PositionsRepository::note(Watching who, Position position) {
    return database_.write(
        [who, position](Session& session) { return note_position(session, who, position); });
}

asio::awaitable<std::optional<Position>> PositionsRepository::find(Watching who) {
    return database_.read([who](Session& session) -> std::optional<Position> {
        const auto places = load_places(session, who.user, {who.video});
        if (places.empty()) return std::nullopt;
        return places.front().second;
    });
}

asio::awaitable<Places> PositionsRepository::find_all(UserId user, std::vector<VideoId> videos) {
    return database_.read([user, videos = std::move(videos)](Session& session) {
        return load_places(session, user, videos);
    });
}

asio::awaitable<Paged<Watched>> PositionsRepository::history(UserId user, Page page) {
    return database_.read(
        [user, page](Session& session) { return load_history(session, user, page); });
}

asio::awaitable<void> PositionsRepository::forget(UserId user, std::optional<VideoId> video) {
    return database_.write([user, video](Session& session) {
        auto statement =
            session.prepare(std::string("DELETE FROM positions WHERE user_id = :user") +
                            (video ? " AND video_id = :video" : ""));
        statement.use(user);
        if (video) statement.use(*video);
        statement.run();
    });
}

}  // namespace freshet::sql
