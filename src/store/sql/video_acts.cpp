#include "store/sql/video_acts.hpp"

#include "store/sql/category_acts.hpp"
#include "store/sql/search.hpp"
#include "vod/error.hpp"
#include "vod/rules.hpp"

namespace freshet::sql {

using vod::Errc;
using vod::VideoDraft;

Answer<ChannelId> channel_for_video(Session& session, UserId owner,
                                    const std::optional<ChannelId>& wanted) {
    ChannelId channel;
    auto statement = session.prepare(
        std::string("SELECT id FROM channels WHERE user_id = :owner AND deleted_at IS NULL AND ") +
        (wanted ? "id = :id" : "is_default = 1"));
    statement.use(owner);
    if (wanted) statement.use(*wanted);
    if (statement.into(channel).next()) return channel;
    return std::unexpected(
        Refusal{.reason = Errc::invalid_fields,
                .fields = {{.field = "channelId", .code = "unknown_channel", .params = {}}}});
}

Answer<void> insert_video(Session& session, VideoId id, const VideoDraft& draft,
                          std::uint64_t size_bytes, WallTime now) {
    const auto channel = channel_for_video(session, draft.owner, draft.channel);
    if (!channel) return std::unexpected(channel.error());
    auto statement = session.prepare(R"(
        INSERT INTO videos (id, user_id, channel_id, title, description, visibility, status,
            failure, job_id, size_bytes, media_bytes, generation, has_thumbnail, view_count,
            peak_viewers, access_epoch, duration_ms, has_video, has_audio, width, height, rotation,
            frame_rate, container, video_codec, audio_codec, created_at, updated_at)
        VALUES (:id, :owner, :channel, :title, :description, :visibility, 'UPLOADING', '', '',
            :size, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, '', '', '', :created, :updated))");
    statement.use(id).use(draft.owner).use(*channel).use(draft.title).use(draft.description);
    statement.use(to_string(draft.visibility)).use(size_bytes).use(now).use(now).run();
    if (const auto set = set_video_categories(session, id, draft.categories); !set) return set;
    set_video_tags(session, id, draft.tags);
    index_video(session, id);
    return {};
}

Answer<void> set_video_categories(Session& session, VideoId video,
                                  const std::vector<std::string>& names) {
    const auto ids = load_category_ids(session, names, Errc::invalid_fields);
    if (!ids) return std::unexpected(ids.error());
    session.prepare("DELETE FROM video_categories WHERE video_id = :video").use(video).run();
    for (std::size_t i = 0; i < ids->size(); ++i) {
        auto insert = session.prepare(R"(
            INSERT INTO video_categories (video_id, category_id, place)
            VALUES (:video, :category, :place))");
        insert.use(video).use((*ids)[i]).use(i).run();
    }
    return {};
}

void set_video_tags(Session& session, VideoId video, const std::vector<std::string>& tags) {
    session.prepare("DELETE FROM video_tags WHERE video_id = :video").use(video).run();
    for (std::size_t i = 0; i < tags.size(); ++i) {
        auto insert = session.prepare(R"(
            INSERT INTO video_tags (video_id, tag_key, tag, place)
            VALUES (:video, :key, :tag, :place)
            ON CONFLICT DO NOTHING)");
        insert.use(video).use(vod::tag_key(tags[i])).use(tags[i]).use(i).run();
    }
}

std::uint64_t used_bytes(Session& session, UserId owner) {
    std::uint64_t bytes = 0;
    auto statement = session.prepare(
        "SELECT CAST(COALESCE(SUM(size_bytes), 0) AS BIGINT) FROM videos WHERE user_id = :owner");
    statement.use(owner).into(bytes).next();
    return bytes;
}

void move_videos_to_default(Session& session, ChannelId from) {
    ChannelId channel;
    auto select = session.prepare(R"(
        SELECT d.id FROM channels c
        JOIN channels d ON d.user_id = c.user_id AND d.is_default = 1
        WHERE c.id = :from AND d.id <> c.id)");
    if (!select.use(from).into(channel).next()) return;
    auto move =
        session.prepare("UPDATE videos SET channel_id = :channel WHERE channel_id = :from_channel");
    // Whose names its words have, too.
    if (move.use(channel).use(from).run() > 0) index_channel(session, channel);
}

}  // namespace freshet::sql
