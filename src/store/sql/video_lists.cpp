#include "store/sql/video_lists.hpp"

#include <string>

#include "store/sql/category_acts.hpp"
#include "store/sql/video_rows.hpp"
#include "store/sql/where.hpp"
#include "vod/rules.hpp"

namespace freshet::sql {

using vod::Video;
using vod::VideoFilter;
using vod::VideoSort;

namespace {

// As the indexes `videos_public` and `videos_public_views` say it.
constexpr std::string_view everybodys =
    "v.visibility = 'public' AND v.status = 'READY' AND u.is_active = 1";
constexpr std::string_view anybodys = "v.id <> ''";

void add_text(Where& where, Dialect dialect, const std::string& text) {
    if (text.empty()) return;
    where.also("(" + lower_ascii(dialect, "v.title") + R"( LIKE ? ESCAPE '!'
        OR c.handle LIKE ? ESCAPE '!' OR u.username_key LIKE ? ESCAPE '!'
        OR v.id IN (SELECT video_id FROM video_tags WHERE tag_key LIKE ? ESCAPE '!')))",
               pattern_of(text));
}

void add_category(Session& session, Where& where, const std::string& name) {
    const auto category = load_category(session, name);
    // One that is not there is that of no video.
    where.also("v.id IN (SELECT video_id FROM video_categories WHERE category_id = ?)",
               category ? category->id : CategoryId());
}

Where where_of(Session& session, const VideoFilter& filter) {
    Where where(filter.hidden_too ? anybodys : everybodys);
    if (filter.channel) where.also("v.channel_id = ?", *filter.channel);
    if (filter.owner) where.also("v.user_id = ?", *filter.owner);
    if (filter.status) where.also("v.status = ?", std::string(to_string(*filter.status)));
    if (filter.visibility)
        where.also("v.visibility = ?", std::string(to_string(*filter.visibility)));
    if (filter.category) add_category(session, where, *filter.category);
    if (!filter.tag.empty()) {
        where.also("v.id IN (SELECT video_id FROM video_tags WHERE tag_key = ?)",
                   vod::tag_key(filter.tag));
    }
    add_text(where, session.dialect(), filter.text);
    return where;
}

/// Ids rise: the newest first by the index of whatever is listed.
std::string_view order_of(VideoSort sort) {
    return sort == VideoSort::views ? "v.view_count DESC, v.id DESC" : "v.id DESC";
}

}  // namespace

Paged<Video> list_videos(Session& session, const VideoFilter& filter, Page page) {
    Paged<Video> list;
    const auto where = where_of(session, filter);
    auto count = session.prepare("SELECT COUNT(*) FROM " + std::string(video_tables) + " WHERE " +
                                 where.text());
    where.bind(count).into(list.total).next();

    Video video;
    auto statement = session.prepare(select_videos("WHERE " + where.text() + " ORDER BY " +
                                                   std::string(order_of(filter.sort)) +
                                                   " LIMIT :limit OFFSET :offset"));
    into_video(where.bind(statement).use(page.limit).use(page.offset()), video);
    while (statement.next()) list.items.push_back(video);
    add_details(session, list.items);
    return list;
}

}  // namespace freshet::sql
