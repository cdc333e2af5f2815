#include "store/sql/video_objects_repository.hpp"

#include <algorithm>
#include <utility>

#include "store/sql/where.hpp"

namespace freshet::sql {

using vod::Named;

namespace {

Named* find(std::vector<Named>& named, VideoId video) {
    const auto row = std::ranges::find(named, video, &Named::video);
    return row == named.end() ? nullptr : &*row;
}

/// Those of these videos; `sql` ends with IN.
Statement prepare_for(Session& session, std::string_view sql, const std::vector<VideoId>& ids) {
    auto statement = session.prepare(std::string(sql) + in_list("id", ids.size()));
    for (const auto& id : ids) statement.use(id);
    return statement;
}

void add_generations(Session& session, std::string_view sql, const std::vector<VideoId>& ids,
                     std::vector<Named>& named) {
    VideoId video;
    std::uint64_t generation = 0;
    auto statement = prepare_for(session, sql, ids);
    statement.into(video).into(generation);
    while (statement.next()) {
        auto* const row = find(named, video);
        if (row != nullptr && generation != 0) row->generations.push_back(generation);
    }
}

std::vector<Named> load_named(Session& session, const std::vector<VideoId>& ids) {
    std::vector<Named> named;
    if (ids.empty()) return named;
    Named row;
    auto videos = prepare_for(session, R"(
        SELECT v.id, v.generation, CASE WHEN p.video_id IS NULL THEN 0 ELSE 1 END
        FROM videos v LEFT JOIN uploads p ON p.video_id = v.id AND p.gone_at IS NULL
        WHERE v.id IN )",
                              ids);
    videos.into(row.video).into(row.played).into(row.has_upload);
    while (videos.next()) named.push_back(row);
    for (auto& one : named)
        if (one.played != 0) one.generations.push_back(one.played);
    add_generations(session,
                    "SELECT DISTINCT video_id, generation FROM renditions WHERE video_id IN ", ids,
                    named);
    add_generations(session,
                    "SELECT video_id, fence FROM jobs WHERE status = 'RUNNING' AND video_id IN ",
                    ids, named);
    return named;
}

std::vector<Named> load_ready(Session& session, VideoId after, std::size_t count) {
    std::vector<Named> rows;
    Named row;
    auto statement = session.prepare(R"(
        SELECT id, generation FROM videos
        WHERE status = 'READY' AND id > :after ORDER BY id LIMIT :count)");
    statement.use(after).use(count).into(row.video).into(row.played);
    while (statement.next()) rows.push_back(row);
    return rows;
}

}  // namespace

asio::awaitable<std::vector<Named>> VideoObjectsRepository::named(std::vector<VideoId> ids) {
    return database_.read(
        [ids = std::move(ids)](Session& session) { return load_named(session, ids); });
}

asio::awaitable<std::vector<Named>> VideoObjectsRepository::ready_after(VideoId after,
                                                                        std::size_t count) {
    return database_.read(
        [after, count](Session& session) { return load_ready(session, after, count); });
}

}  // namespace freshet::sql
