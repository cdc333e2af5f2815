#include "store/sql/videos_repository.hpp"

#include <utility>

#include "store/sql/job_rows.hpp"
#include "store/sql/search.hpp"
#include "store/sql/video_acts.hpp"
#include "store/sql/video_lists.hpp"
#include "store/sql/video_rows.hpp"
#include "vod/error.hpp"

namespace freshet::sql {

using vod::Errc;
using vod::Playable;
using vod::RemovedVideo;
using vod::Stored;
using vod::StoredOfUser;
using vod::Video;
using vod::VideoChanges;
using vod::VideoFilter;
using vod::Visibility;

namespace {

/// What the row will hold. Who could watch without a right loses it when a video becomes private.
Video changed(Video video, const VideoChanges& changes, WallTime now) {
    const auto visibility = changes.visibility.value_or(video.visibility);
    const bool is_closed =
        visibility == Visibility::private_ && video.visibility != Visibility::private_;
    if (is_closed) ++video.access_epoch;
    video.visibility = visibility;
    video.title = changes.title.value_or(video.title);
    video.description = changes.description.value_or(video.description);
    video.updated_at = now;
    return video;
}

void update_video(Session& session, const Video& video) {
    auto statement = session.prepare(R"(
        UPDATE videos
        SET channel_id = :channel, title = :title, description = :description,
            visibility = :visibility, access_epoch = :access_epoch, updated_at = :now
        WHERE id = :id)");
    statement.use(video.channel).use(video.title).use(video.description);
    statement.use(to_string(video.visibility)).use(video.access_epoch).use(video.updated_at);
    statement.use(video.id).run();
}

Answer<Video> change_video(Session& session, VideoId id, const VideoChanges& changes,
                           WallTime now) {
    const auto before = load_video(session, id);
    if (!before) return refuse(Errc::video_not_found);
    auto video = changed(*before, changes, now);
    if (changes.channel) {
        const auto channel = channel_for_video(session, video.owner, changes.channel);
        if (!channel) return std::unexpected(channel.error());
        video.channel = *channel;
    }
    update_video(session, video);
    if (changes.categories) {
        const auto set = set_video_categories(session, id, *changes.categories);
        if (!set) return std::unexpected(set.error());
    }
    if (changes.tags) set_video_tags(session, id, *changes.tags);
    index_video(session, id);
    return load_video(session, id).value();
}

Result<RemovedVideo> remove_video(Session& session, VideoId id, WallTime now) {
    auto video = load_video(session, id);
    if (!video) return fail(Errc::video_not_found);
    const auto job = remove_video_row(session, id, video->owner, now);
    return RemovedVideo{.video = *std::move(video), .job = job};
}

std::optional<Playable> load_playable(Session& session, VideoId id) {
    auto video = load_video(session, id);
    if (!video) return std::nullopt;
    return Playable{.video = *std::move(video), .renditions = load_renditions(session, id)};
}

// What is still on its way is told by the rows of uploads.
constexpr std::string_view sums_of_videos = R"(
    COUNT(*),
    CAST(COALESCE(SUM(CASE status WHEN 'UPLOADING' THEN 0 ELSE size_bytes END), 0) AS BIGINT),
    CAST(COALESCE(SUM(media_bytes), 0) AS BIGINT))";
constexpr std::string_view sums_of_uploads = "COUNT(*), CAST(COALESCE(SUM(received), 0) AS BIGINT)";

Stored load_stored(Session& session) {
    Stored stored;
    auto videos = session.prepare("SELECT " + std::string(sums_of_videos) + " FROM videos");
    videos.into(stored.videos).into(stored.source_bytes).into(stored.media_bytes).next();
    auto uploads = session.prepare("SELECT " + std::string(sums_of_uploads) +
                                   " FROM uploads WHERE gone_at IS NULL");
    uploads.into(stored.uploads).into(stored.upload_bytes).next();
    return stored;
}

std::vector<StoredOfUser> load_hoarders(Session& session, std::uint32_t limit) {
    std::vector<StoredOfUser> users;
    StoredOfUser row;
    auto statement = session.prepare(R"(
        SELECT u.id, u.username, COALESCE(v.videos, 0), COALESCE(v.source_bytes, 0),
            COALESCE(v.media_bytes, 0), COALESCE(p.uploads, 0), COALESCE(p.upload_bytes, 0)
        FROM users u
        LEFT JOIN (SELECT user_id, COUNT(*) AS videos,
                CAST(SUM(CASE status WHEN 'UPLOADING' THEN 0 ELSE size_bytes END) AS BIGINT)
                    AS source_bytes,
                CAST(SUM(media_bytes) AS BIGINT) AS media_bytes
            FROM videos GROUP BY user_id) v ON v.user_id = u.id
        LEFT JOIN (SELECT user_id, COUNT(*) AS uploads,
                CAST(SUM(received) AS BIGINT) AS upload_bytes
            FROM uploads WHERE gone_at IS NULL GROUP BY user_id) p ON p.user_id = u.id
        WHERE v.videos > 0
        ORDER BY COALESCE(v.source_bytes, 0) + COALESCE(v.media_bytes, 0)
            + COALESCE(p.upload_bytes, 0) DESC, u.id
        LIMIT :limit)");
    statement.use(limit).into(row.user).into(row.username).into(row.stored.videos);
    statement.into(row.stored.source_bytes).into(row.stored.media_bytes);
    statement.into(row.stored.uploads).into(row.stored.upload_bytes);
    while (statement.next()) users.push_back(row);
    return users;
}

}  // namespace

asio::awaitable<std::optional<Video>> VideosRepository::find(VideoId id) {
    return database_.read([id](Session& session) { return load_video(session, id); });
}

asio::awaitable<std::vector<Video>> VideosRepository::find_all(std::vector<VideoId> ids) {
    return database_.read(
        [ids = std::move(ids)](Session& session) { return load_videos(session, ids); });
}

asio::awaitable<std::optional<Playable>> VideosRepository::find_playable(VideoId id) {
    return database_.read([id](Session& session) { return load_playable(session, id); });
}

asio::awaitable<Paged<Video>> VideosRepository::list(VideoFilter filter, Page page) {
    return database_.read([filter = std::move(filter), page](Session& session) {
        return list_videos(session, filter, page);
    });
}

asio::awaitable<Answer<Video>> VideosRepository::change(VideoId id, VideoChanges changes,
                                                        WallTime now) {
    return database_.write([id, changes = std::move(changes), now](Session& session) {
        return change_video(session, id, changes, now);
    });
}

asio::awaitable<Result<RemovedVideo>> VideosRepository::remove(VideoId id, WallTime now) {
    return database_.write([id, now](Session& session) { return remove_video(session, id, now); });
}

asio::awaitable<std::uint64_t> VideosRepository::used_bytes(UserId owner) {
    return database_.read([owner](Session& session) { return sql::used_bytes(session, owner); });
}

asio::awaitable<Stored> VideosRepository::stored() {
    return database_.read([](Session& session) { return load_stored(session); });
}

asio::awaitable<std::vector<StoredOfUser>> VideosRepository::hoarders(std::uint32_t limit) {
    return database_.read([limit](Session& session) { return load_hoarders(session, limit); });
}

}  // namespace freshet::sql
