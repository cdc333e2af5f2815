#include "store/sql/video_rows.hpp"

#include <algorithm>
#include <cmath>

#include "store/sql/where.hpp"

namespace freshet::sql {

using vod::Rendition;
using vod::Video;
using vod::VideoCategory;

namespace {

constexpr std::string_view video_columns = R"(
    v.id, v.user_id, u.username, u.display_name, u.avatar_url, v.channel_id, c.handle, c.title,
    v.title, v.description, v.visibility, v.status,
    CASE v.status WHEN 'READY' THEN 100
        WHEN 'UPLOADING' THEN CASE WHEN COALESCE(p.length, 0) > 0
            THEN p.received * 100 / p.length ELSE 0 END
        ELSE COALESCE(j.progress, 0) END,
    CASE v.status WHEN 'PROCESSING' THEN COALESCE(j.kind, '') ELSE '' END,
    v.job_id, v.failure, v.size_bytes, v.media_bytes, v.generation, v.has_thumbnail, v.view_count,
    v.access_epoch, v.duration_ms, v.has_video, v.has_audio, v.width, v.height, v.rotation,
    v.frame_rate, v.container, v.video_codec, v.audio_codec, v.created_at, v.updated_at,
    v.ready_at, u.is_active)";

constexpr double frames_scale = 1000;

void add_tags(Session& session, std::span<Video> videos) {
    auto statement =
        session.prepare("SELECT t.video_id, t.tag FROM video_tags t WHERE t.video_id IN " +
                        in_list("video", videos.size()) + " ORDER BY t.place");
    for (const auto& video : videos) statement.use(video.id);
    VideoId id;
    std::string tag;
    statement.into(id).into(tag);
    while (statement.next()) {
        const auto video = std::ranges::find(videos, id, &Video::id);
        if (video != videos.end()) video->tags.push_back(tag);
    }
}

void add_categories(Session& session, std::span<Video> videos) {
    auto statement = session.prepare(R"(
        SELECT vc.video_id, k.id, k.name, k.slug, k.icon_url, k.created_at
        FROM video_categories vc JOIN categories k ON k.id = vc.category_id
        WHERE vc.video_id IN )" + in_list("video", videos.size()) +
                                     " ORDER BY vc.place");
    for (const auto& video : videos) statement.use(video.id);
    VideoId id;
    VideoCategory category;
    statement.into(id).into(category.id).into(category.name).into(category.slug);
    statement.into(category.icon_url).into(category.created_at);
    while (statement.next()) {
        const auto video = std::ranges::find(videos, id, &Video::id);
        if (video != videos.end()) video->categories.push_back(category);
    }
}

}  // namespace

std::int64_t to_row(double frame_rate) {
    return static_cast<std::int64_t>(std::llround(frame_rate * frames_scale));
}

std::chrono::milliseconds duration_from_row(std::int64_t milliseconds) {
    return std::chrono::milliseconds(milliseconds);
}

double frame_rate_from_row(std::int64_t frames) {
    return static_cast<double>(frames) / frames_scale;
}

std::string select_videos(std::string_view rest) {
    return "SELECT " + std::string(video_columns) + " FROM " + std::string(video_tables) +
           " LEFT JOIN jobs j ON j.id = v.job_id LEFT JOIN uploads p ON p.video_id = v.id " +
           std::string(rest);
}

Statement& into_video(Statement& statement, Video& video) {
    // Empty: there is none.
    const auto job_from = [](std::string_view text) {
        return std::optional<std::optional<JobId>>(std::in_place, JobId::parse(text));
    };
    const auto failure_from = [](std::string_view text) {
        return std::optional<std::optional<vod::FailureCode>>(std::in_place,
                                                              vod::failure_from(text));
    };
    return statement.into(video.id)
        .into(video.owner)
        .into(video.username)
        .into(video.display_name)
        .into(video.avatar_url)
        .into(video.channel)
        .into(video.handle)
        .into(video.channel_title)
        .into(video.title)
        .into(video.description)
        .into(video.visibility, vod::visibility_from)
        .into(video.status, vod::status_from)
        .into(video.progress)
        .into(video.doing)
        .into(video.job, job_from)
        .into(video.failure, failure_from)
        .into(video.size_bytes)
        .into(video.media_bytes)
        .into(video.generation)
        .into(video.has_thumbnail)
        .into(video.view_count)
        .into(video.access_epoch)
        .into(video.facts.duration, duration_from_row)
        .into(video.facts.has_video)
        .into(video.facts.has_audio)
        .into(video.facts.width)
        .into(video.facts.height)
        .into(video.facts.rotation)
        .into(video.facts.frame_rate, frame_rate_from_row)
        .into(video.facts.container)
        .into(video.facts.video_codec)
        .into(video.facts.audio_codec)
        .into(video.created_at)
        .into(video.updated_at)
        .into(video.ready_at)
        .into(video.is_owner_active);
}

void add_details(Session& session, std::span<Video> videos) {
    if (videos.empty()) return;
    add_tags(session, videos);
    add_categories(session, videos);
}

std::optional<Video> load_video(Session& session, VideoId id) {
    std::vector<Video> found(1);
    auto statement = session.prepare(select_videos("WHERE v.id = :id"));
    into_video(statement.use(id), found.front());
    if (!statement.next()) return std::nullopt;
    add_details(session, found);
    return std::move(found.front());
}

std::vector<Video> load_videos(Session& session, std::span<const VideoId> ids) {
    std::vector<Video> videos;
    if (ids.empty()) return videos;
    Video video;
    auto statement = session.prepare(select_videos("WHERE v.id IN " + in_list("id", ids.size())));
    for (const auto& id : ids) statement.use(id);
    into_video(statement, video);
    while (statement.next()) videos.push_back(video);
    add_details(session, videos);
    std::ranges::sort(videos, {}, [&](const Video& one) { return std::ranges::find(ids, one.id); });
    return videos;
}

std::vector<Rendition> load_renditions(Session& session, VideoId video) {
    std::vector<Rendition> renditions;
    Rendition row;
    auto statement = session.prepare(R"(
        SELECT name, kind, generation, file, playlist, codecs, width, height, frame_rate, bandwidth,
            average_bandwidth, size_bytes
        FROM renditions WHERE video_id = :video
        ORDER BY CASE kind WHEN 'video' THEN 0 ELSE 1 END, width DESC, bandwidth DESC, name)");
    statement.use(video).into(row.name).into(row.kind, vod::rendition_kind_from);
    statement.into(row.generation).into(row.file).into(row.playlist).into(row.codecs);
    statement.into(row.width)
        .into(row.height)
        .into(row.frame_rate, frame_rate_from_row)
        .into(row.bandwidth);
    statement.into(row.average_bandwidth).into(row.size_bytes);
    while (statement.next()) renditions.push_back(row);
    return renditions;
}

void put_rendition(Session& session, VideoId video, const Rendition& rendition) {
    auto drop = session.prepare("DELETE FROM renditions WHERE video_id = :video AND name = :name");
    drop.use(video).use(rendition.name).run();
    auto statement = session.prepare(R"(
        INSERT INTO renditions (video_id, name, kind, generation, file, playlist, codecs, width,
            height, frame_rate, bandwidth, average_bandwidth, size_bytes)
        VALUES (:video, :name, :kind, :generation, :file, :playlist, :codecs, :width, :height,
            :frame_rate, :bandwidth, :average, :size))");
    statement.use(video).use(rendition.name).use(to_string(rendition.kind));
    statement.use(rendition.generation).use(rendition.file).use(rendition.playlist);
    statement.use(rendition.codecs).use(rendition.width).use(rendition.height);
    statement.use(to_row(rendition.frame_rate)).use(rendition.bandwidth);
    statement.use(rendition.average_bandwidth).use(rendition.size_bytes).run();
}

}  // namespace freshet::sql
