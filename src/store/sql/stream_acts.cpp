#include "store/sql/stream_acts.hpp"

#include <span>
#include <string>

#include <boost/system/system_error.hpp>

#include "base/outage.hpp"
#include "channels/error.hpp"
#include "store/sql/category_acts.hpp"
#include "store/sql/channel_rows.hpp"
#include "store/sql/outbox.hpp"
#include "store/sql/search.hpp"

namespace freshet::sql {

using channels::SignOfLife;
using channels::Stream;
using channels::StreamStatus;
using site::WebhookEvent;

namespace {

std::optional<Stream> load_one(Session& session, std::string_view condition, std::string_view id) {
    Stream stream;
    auto statement = session.prepare(select_streams(condition));
    into_stream(statement.use(id), stream);
    if (!statement.next()) return std::nullopt;
    add_categories(session, std::span(&stream, 1));
    return stream;
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
        WHERE c.id = :channel AND c.deleted_at IS NULL
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
    auto statement =
        session.prepare("SELECT COUNT(*) FROM channels WHERE id = :id AND deleted_at IS NULL");
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

/// The scheduled stream that a publish joins, as StreamRepository::open says.
std::optional<StreamId> planned_stream(Session& session, const Opening& opening) {
    StreamId id;
    auto statement = session.prepare(R"(
        SELECT s.id
        FROM streams s
        WHERE s.channel_id = :channel AND s.status = 'scheduled'
            AND (s.chosen_at IS NOT NULL OR s.scheduled_at IS NULL
                OR s.scheduled_at BETWEEN :first AND :last)
        ORDER BY CASE WHEN s.chosen_at IS NOT NULL THEN 0
                WHEN s.scheduled_at IS NOT NULL THEN 1 ELSE 2 END,
            CASE WHEN s.scheduled_at IS NULL THEN 0
                ELSE ABS(s.scheduled_at - CAST(:now AS BIGINT)) END,
            s.id DESC
        LIMIT 1)");
    statement.use(opening.channel)
        .use(opening.now - channels::join_window)
        .use(opening.now + channels::join_window)
        .use(opening.now);
    return statement.into(id).next() ? std::optional(id) : std::nullopt;
}

/// False: it is not there any more, or another publish has put a stream on air in the meantime.
bool begin_stream(Session& session, StreamId id, const Opening& opening) {
    auto statement = session.prepare(R"(
        UPDATE streams
        SET status = 'live', chosen_at = NULL, started_at = :started_at, last_seen_at = :seen,
            updated_at = :now
        WHERE id = :id AND status = 'scheduled'
            AND NOT EXISTS (SELECT 1 FROM streams o WHERE o.channel_id = :channel
                AND o.status IN ('live', 'reconnecting')))");
    statement.use(opening.now).use(opening.now).use(opening.now).use(id).use(opening.channel);
    return statement.run() == 1;
}

void note_begin(Session& session, StreamId id, WallTime now) {
    note_outgoing(session, WebhookEvent::publish, id, now);
    note_outgoing(session, WebhookEvent::stream_started, id, now);
}

}  // namespace

std::string select_streams(std::string_view condition) {
    return "SELECT " + std::string(stream_columns) + " FROM " + std::string(stream_tables) +
           " WHERE " + std::string(condition);
}

Result<Stream> open_stream(Session& session, const Opening& opening) {
    if (!has_channel(session, opening.channel)) return fail(channels::Errc::channel_not_found);
    // One to end a lost stream, one to lose a race for a new one, one to join the winner's.
    constexpr int tries_max = 4;
    for (int i = 0; i < tries_max; ++i) {
        const auto current = load_current_stream(session, opening.channel);
        if (current && is_lost(*current, opening.grace_began)) {
            end_stream(session, current->id, last_sign_of_life(*current));
        } else if (current) {
            join_stream(session, current->id, opening.now);
            if (current->status == StreamStatus::reconnecting) {
                note_outgoing(session, WebhookEvent::publish, current->id, opening.now);
            }
            return load_stream(session, current->id).value();
        } else if (const auto planned = planned_stream(session, opening)) {
            if (!begin_stream(session, *planned, opening)) continue;
            note_begin(session, *planned, opening.now);
            return load_stream(session, *planned).value();
        } else if (const auto id = StreamId::make(); insert_stream(session, id, opening)) {
            index_stream(session, id);
            note_begin(session, id, opening.now);
            return load_stream(session, id).value();
        }
    }
    throw boost::system::system_error(Outage::unavailable,
                                      "a channel is being opened by too many at once");
}

std::optional<Stream> load_stream(Session& session, StreamId id) {
    return load_one(session, "s.id = :id", to_string(id));
}

std::optional<Stream> load_stream_to_show(Session& session, StreamId id) {
    return load_one(session, "s.id = :id AND c.deleted_at IS NULL", to_string(id));
}

std::optional<Stream> load_current_stream(Session& session, ChannelId channel) {
    return load_one(session, "s.channel_id = :channel AND " + std::string(is_on_air),
                    to_string(channel));
}

void mark_stream_reconnecting(Session& session, StreamId id, WallTime since) {
    auto statement = session.prepare(R"(
        UPDATE streams
        SET status = 'reconnecting', reconnecting_since = :since, last_seen_at = :seen,
            updated_at = :now
        WHERE id = :id AND status = 'live')");
    if (statement.use(since).use(since).use(since).use(id).run() == 0) return;
    note_outgoing(session, WebhookEvent::unpublish, id, since);
}

void mark_stream_live(Session& session, StreamId id, WallTime now) {
    auto statement = session.prepare(R"(
        UPDATE streams
        SET status = 'live', reconnecting_since = NULL, last_seen_at = :seen,
            updated_at = :now
        WHERE id = :id AND status = 'reconnecting')");
    if (statement.use(now).use(now).use(id).run() == 0) return;
    note_outgoing(session, WebhookEvent::publish, id, now);
}

void end_stream(Session& session, StreamId id, WallTime ended_at) {
    const auto before = load_stream(session, id);
    auto statement = session.prepare(R"(
        UPDATE streams
        SET status = 'ended', reconnecting_since = NULL, viewer_count = 0,
            ended_at = :ended_at, updated_at = :now
        WHERE id = :id AND status IN ('live', 'reconnecting'))");
    if (statement.use(ended_at).use(ended_at).use(id).run() == 0) return;
    if (before && before->status == StreamStatus::live) {
        note_outgoing(session, WebhookEvent::unpublish, id, ended_at);
    }
    note_outgoing(session, WebhookEvent::stream_ended, id, ended_at);
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
    const auto before = load_on_air(session);
    // The last sign of life stays: it is when they would have ended.
    auto statement = session.prepare(R"(
        UPDATE streams
        SET status = 'reconnecting', reconnecting_since = :since, viewer_count = 0,
            updated_at = :now
        WHERE status IN ('live', 'reconnecting'))");
    statement.use(now).use(now).run();
    for (const auto& stream : before) {
        if (stream.status != StreamStatus::live) continue;
        note_outgoing(session, WebhookEvent::unpublish, stream.id, now);
    }
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
