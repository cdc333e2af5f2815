#include "store/sql/stream_acts.hpp"

#include <string>

#include <boost/system/system_error.hpp>

#include "base/names.hpp"
#include "base/outage.hpp"
#include "channels/error.hpp"
#include "store/sql/channel_rows.hpp"

namespace freshet::sql {

using channels::SignOfLife;
using channels::Stream;
using channels::StreamFilter;
using channels::StreamSort;
using channels::StreamStatus;

namespace {

/// As the index `streams_one_on_air` says it.
constexpr std::string_view is_on_air = "s.status IN ('live', 'reconnecting')";

std::string select_streams(const std::string& condition) {
    return "SELECT " + std::string(stream_columns) + " FROM " + std::string(stream_tables) +
           " WHERE " + condition;
}

std::vector<Stream> load_on_air(Session& session) {
    std::vector<Stream> streams;
    Stream stream;
    auto statement = session.prepare(select_streams(std::string(is_on_air) + " ORDER BY s.id"));
    into_stream(statement, stream);
    while (statement.next()) streams.push_back(stream);
    return streams;
}

/// False: there is no such channel, or another publish has made its stream in the meantime.
bool insert_stream(Session& session, StreamId id, const Opening& opening) {
    auto statement = session.prepare(R"(
        INSERT INTO streams (id, channel_id, user_id, title, description, thumbnail_url,
            cover_image_url, status, visibility, audience, is_archived, viewer_count,
            view_count, started_at, last_seen_at, created_at, updated_at)
        SELECT :id, c.id, c.user_id, c.title, c.description, '',
            '', 'live', 'public', 'everyone', 0, 0,
            0, CAST(:started_at AS BIGINT), CAST(:last_seen_at AS BIGINT),
            CAST(:created_at AS BIGINT), CAST(:updated_at AS BIGINT)
        FROM channels c
        WHERE c.id = :channel
        ON CONFLICT DO NOTHING)");
    statement.use(id)
        .use(opening.now)
        .use(opening.now)
        .use(opening.now)
        .use(opening.now)
        .use(opening.channel);
    return statement.run() == 1;
}

bool has_channel(Session& session, ChannelId id) {
    std::int64_t count = 0;
    auto statement = session.prepare("SELECT COUNT(*) FROM channels WHERE id = :id");
    return statement.use(id).into(count).next() && count > 0;
}

void join_stream(Session& session, StreamId id, WallTime now) {
    auto statement = session.prepare(R"(
        UPDATE streams
        SET status = 'live', reconnecting_since = NULL, last_seen_at = :seen,
            updated_at = :now
        WHERE id = :id AND status IN ('live', 'reconnecting'))");
    statement.use(now).use(now).use(id).run();
}

WallTime last_sign_of_life(const Stream& stream) {
    return stream.last_seen_at.value_or(stream.started_at.value_or(stream.created_at));
}

bool is_lost(const Stream& stream, WallTime grace_began) {
    return stream.status == StreamStatus::reconnecting && stream.reconnecting_since &&
           *stream.reconnecting_since <= grace_began;
}

/// For LIKE with '!' as its escape.
std::string pattern_of(std::string_view text) {
    std::string pattern = "%";
    for (const char letter : to_lower_ascii(text)) {
        if (letter == '%' || letter == '_' || letter == '!') pattern += '!';
        pattern += letter;
    }
    return pattern + "%";
}

std::string condition_of(const StreamFilter& filter) {
    std::string condition =
        "s.visibility = 'public' AND u.is_active = 1 AND s.status IN ('live', 'reconnecting'";
    condition += filter.live_only ? ")" : ", 'scheduled')";
    if (!filter.text.empty()) condition += " AND LOWER(s.title) LIKE :pattern ESCAPE '!'";
    return condition;
}

std::string order_of(StreamSort sort) {
    std::string order = " ORDER BY CASE s.status WHEN 'scheduled' THEN 1 ELSE 0 END, ";
    if (sort == StreamSort::viewers) order += "s.viewer_count DESC, ";
    // Scheduled ones have no start: the next comes first, those without a time come last.
    order += R"(
        s.started_at DESC,
        CASE WHEN s.scheduled_at IS NULL THEN 1 ELSE 0 END, s.scheduled_at,
        s.id DESC)";
    return order;
}

}  // namespace

Result<Stream> open_stream(Session& session, const Opening& opening) {
    // One to end a lost stream, one to lose a race for a new one, one to join the winner's.
    constexpr int tries_max = 4;
    for (int i = 0; i < tries_max; ++i) {
        const auto current = load_current_stream(session, opening.channel);
        if (current && is_lost(*current, opening.grace_began)) {
            end_stream(session, current->id, last_sign_of_life(*current));
        } else if (current) {
            join_stream(session, current->id, opening.now);
            return load_stream(session, current->id).value();
        } else if (const auto id = StreamId::make(); insert_stream(session, id, opening)) {
            return load_stream(session, id).value();
        } else if (!has_channel(session, opening.channel)) {
            return fail(channels::Errc::channel_not_found);
        }
    }
    throw boost::system::system_error(Outage::unavailable,
                                      "a channel is being opened by too many at once");
}

std::optional<Stream> load_stream(Session& session, StreamId id) {
    Stream stream;
    auto statement = session.prepare(select_streams("s.id = :id"));
    into_stream(statement.use(id), stream);
    return statement.next() ? std::optional(stream) : std::nullopt;
}

std::optional<Stream> load_current_stream(Session& session, ChannelId channel) {
    Stream stream;
    auto statement =
        session.prepare(select_streams("s.channel_id = :channel AND " + std::string(is_on_air)));
    into_stream(statement.use(channel), stream);
    return statement.next() ? std::optional(stream) : std::nullopt;
}

Paged<Stream> list_streams(Session& session, const StreamFilter& filter, Page page) {
    const auto condition = condition_of(filter);
    const auto pattern = pattern_of(filter.text);
    Paged<Stream> list;
    auto count = session.prepare("SELECT COUNT(*) FROM " + std::string(stream_tables) + " WHERE " +
                                 condition);
    if (!filter.text.empty()) count.use(pattern);
    count.into(list.total).next();

    Stream stream;
    auto statement = session.prepare(select_streams(condition) + order_of(filter.sort) +
                                     " LIMIT :limit OFFSET :offset");
    if (!filter.text.empty()) statement.use(pattern);
    into_stream(statement.use(page.limit).use(page.offset()), stream);
    while (statement.next()) list.items.push_back(stream);
    return list;
}

void mark_stream_reconnecting(Session& session, StreamId id, WallTime since) {
    auto statement = session.prepare(R"(
        UPDATE streams
        SET status = 'reconnecting', reconnecting_since = :since, last_seen_at = :seen,
            updated_at = :now
        WHERE id = :id AND status = 'live')");
    statement.use(since).use(since).use(since).use(id).run();
}

void mark_stream_live(Session& session, StreamId id, WallTime now) {
    auto statement = session.prepare(R"(
        UPDATE streams
        SET status = 'live', reconnecting_since = NULL, last_seen_at = :seen,
            updated_at = :now
        WHERE id = :id AND status = 'reconnecting')");
    statement.use(now).use(now).use(id).run();
}

void end_stream(Session& session, StreamId id, WallTime ended_at) {
    auto statement = session.prepare(R"(
        UPDATE streams
        SET status = 'ended', reconnecting_since = NULL, viewer_count = 0,
            ended_at = :ended_at, updated_at = :now
        WHERE id = :id AND status IN ('live', 'reconnecting'))");
    statement.use(ended_at).use(ended_at).use(id).run();
}

void note_sign_of_life(Session& session, const SignOfLife& sign, WallTime now) {
    // While the publisher is away there are viewers, but no life.
    auto statement = session.prepare(R"(
        UPDATE streams
        SET viewer_count = :viewers,
            last_seen_at = CASE status WHEN 'live' THEN CAST(:now AS BIGINT) ELSE last_seen_at END
        WHERE id = :id AND status IN ('live', 'reconnecting'))");
    statement.use(sign.viewers).use(now).use(sign.stream).run();
}

std::vector<Stream> mark_all_streams_reconnecting(Session& session, WallTime now) {
    // The last sign of life stays: it is when they would have ended.
    auto statement = session.prepare(R"(
        UPDATE streams
        SET status = 'reconnecting', reconnecting_since = :since, viewer_count = 0,
            updated_at = :now
        WHERE status IN ('live', 'reconnecting'))");
    statement.use(now).use(now).run();
    return load_on_air(session);
}

std::vector<Stream> end_lost_streams(Session& session, WallTime grace_began) {
    std::vector<Stream> ended;
    for (const auto& stream : load_on_air(session)) {
        if (!is_lost(stream, grace_began)) continue;
        end_stream(session, stream.id, last_sign_of_life(stream));
        ended.push_back(load_stream(session, stream.id).value());
    }
    return ended;
}

}  // namespace freshet::sql
