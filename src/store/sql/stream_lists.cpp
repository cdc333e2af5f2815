#include "store/sql/stream_lists.hpp"

#include <string>

#include "store/sql/category_acts.hpp"
#include "store/sql/channel_rows.hpp"
#include "store/sql/stream_acts.hpp"
#include "store/sql/where.hpp"

namespace freshet::sql {

using channels::Stream;
using channels::StreamFilter;
using channels::StreamSearch;
using channels::StreamSort;

namespace {

void add_text(Where& where, Dialect dialect, const std::string& text) {
    if (text.empty()) return;
    where.also("(" + lower_ascii(dialect, "s.title") + R"( LIKE ? ESCAPE '!'
        OR c.handle LIKE ? ESCAPE '!' OR u.username_key LIKE ? ESCAPE '!'))",
               pattern_of(text));
}

Where where_of(Dialect dialect, const StreamFilter& filter) {
    Where where("c.deleted_at IS NULL");
    const bool has_ended_ones = filter.channel || filter.owner;
    if (filter.live_only) {
        where.also(is_on_air);
    } else if (!has_ended_ones) {
        where.also("s.status IN ('live', 'reconnecting', 'scheduled')");
    }
    if (!filter.hidden_too) where.also("s.visibility = 'public' AND u.is_active = 1");
    if (filter.channel) where.also("s.channel_id = ?", *filter.channel);
    if (filter.owner) where.also("s.user_id = ?", *filter.owner);
    if (filter.category) {
        where.also("s.id IN (SELECT stream_id FROM stream_categories WHERE category_id = ?)",
                   *filter.category);
    }
    if (filter.followed_by) {
        where.also("s.user_id IN (SELECT streamer_id FROM follows WHERE follower_id = ?)",
                   *filter.followed_by);
    }
    // Its owner sees what has been waited for in vain, to move or delete it.
    if (filter.planned_from && !filter.hidden_too) {
        where.also("(s.status <> 'scheduled' OR s.scheduled_at IS NULL OR s.scheduled_at >= ?)",
                   filter.planned_from->time_since_epoch().count());
    }
    add_text(where, dialect, filter.text);
    return where;
}

std::string order_of(StreamSort sort) {
    std::string order = R"(
        CASE s.status WHEN 'scheduled' THEN 1 WHEN 'ended' THEN 2 ELSE 0 END, )";
    if (sort == StreamSort::viewers) order += "s.viewer_count DESC, ";
    // Scheduled ones have no start: the next comes first, those without a time come last. Ended
    // ones that never began come last too, in both databases.
    order += R"(
        CASE WHEN s.started_at IS NULL THEN 1 ELSE 0 END, s.started_at DESC,
        CASE WHEN s.scheduled_at IS NULL THEN 1 ELSE 0 END, s.scheduled_at,
        s.id DESC)";
    return order;
}

Paged<Stream> load_page(Session& session, const Where& where, const std::string& order, Page page) {
    Paged<Stream> list;
    auto count = session.prepare("SELECT COUNT(*) FROM " + std::string(stream_tables) + " WHERE " +
                                 where.text());
    where.bind(count).into(list.total).next();

    Stream stream;
    auto statement = session.prepare(select_streams(where.text()) + " ORDER BY " + order +
                                     " LIMIT :limit OFFSET :offset");
    into_stream(where.bind(statement).use(page.limit).use(page.offset()), stream);
    while (statement.next()) list.items.push_back(stream);
    add_categories(session, list.items);
    return list;
}

}  // namespace

Paged<Stream> list_streams(Session& session, const StreamFilter& filter, Page page) {
    return load_page(session, where_of(session.dialect(), filter), order_of(filter.sort), page);
}

Paged<Stream> search_streams(Session& session, const StreamSearch& search, Page page) {
    Where where("c.deleted_at IS NULL");
    if (search.status) where.also("s.status = ?", std::string(to_string(*search.status)));
    if (search.visibility)
        where.also("s.visibility = ?", std::string(to_string(*search.visibility)));
    add_text(where, session.dialect(), search.text);
    // Ids rise: the newest first, straight from the primary key.
    return load_page(session, where, "s.id DESC", page);
}

}  // namespace freshet::sql
