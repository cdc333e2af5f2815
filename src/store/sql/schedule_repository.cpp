#include "store/sql/schedule_repository.hpp"

#include <utility>

#include "channels/error.hpp"
#include "store/sql/category_acts.hpp"
#include "store/sql/search.hpp"
#include "store/sql/stream_acts.hpp"

namespace freshet::sql {

using channels::Errc;
using channels::Stream;
using channels::StreamChanges;
using channels::StreamDraft;
using channels::StreamStatus;

namespace {

bool insert_planned(Session& session, StreamId id, const StreamDraft& draft, WallTime now) {
    auto statement = session.prepare(R"(
        INSERT INTO streams (id, channel_id, user_id, title, description, thumbnail_url,
            cover_image_url, status, visibility, audience, is_archived, viewer_count,
            view_count, scheduled_at, created_at, updated_at)
        SELECT CAST(:id AS TEXT), c.id, c.user_id, CAST(:title AS TEXT),
            CAST(:description AS TEXT), '',
            CAST(:cover_image_url AS TEXT), 'scheduled', CAST(:visibility AS TEXT),
            CAST(:audience AS TEXT), 0, 0,
            0, CAST(:scheduled_at AS BIGINT), CAST(:created_at AS BIGINT),
            CAST(:updated_at AS BIGINT)
        FROM channels c
        WHERE c.id = :channel AND c.deleted_at IS NULL)");
    statement.use(id).use(draft.title).use(draft.description).use(draft.cover_image_url);
    statement.use(to_string(draft.visibility)).use(to_string(draft.audience));
    statement.use(draft.scheduled_at).use(now).use(now).use(draft.channel);
    return statement.run() == 1;
}

std::uint32_t count_waiting(Session& session, ChannelId channel) {
    std::uint32_t count = 0;
    auto statement = session.prepare(
        "SELECT COUNT(*) FROM streams WHERE channel_id = :channel AND status = 'scheduled'");
    statement.use(channel).into(count).next();
    return count;
}

Answer<Stream> plan_stream(Session& session, const StreamDraft& draft, std::uint32_t waiting_max,
                           WallTime now) {
    if (count_waiting(session, draft.channel) >= waiting_max) return refuse(Errc::too_many_streams);
    const auto id = StreamId::make();
    if (!insert_planned(session, id, draft, now)) return refuse(Errc::channel_not_found);
    index_stream(session, id);
    if (const auto set = set_categories(session, id, draft.categories); !set)
        return std::unexpected(set.error());
    return load_stream(session, id).value();
}

/// What the row will hold. Another time is for those that have not begun.
Result<Stream> changed(Stream stream, const StreamChanges& changes) {
    stream.title = changes.title.value_or(stream.title);
    stream.description = changes.description.value_or(stream.description);
    stream.cover_image_url = changes.cover_image_url.value_or(stream.cover_image_url);
    stream.visibility = changes.visibility.value_or(stream.visibility);
    stream.audience = changes.audience.value_or(stream.audience);
    if (!changes.scheduled_at) return stream;
    const auto& time = *changes.scheduled_at;
    if (stream.status == StreamStatus::scheduled) {
        stream.scheduled_at = time;
    } else if (time && time != stream.scheduled_at) {
        return fail(Errc::stream_not_scheduled);
    }
    return stream;
}

void update_planned(Session& session, const Stream& stream, WallTime now) {
    auto statement = session.prepare(R"(
        UPDATE streams
        SET title = :title, description = :description, cover_image_url = :cover_image_url,
            visibility = :visibility, audience = :audience, scheduled_at = :scheduled_at,
            updated_at = :now
        WHERE id = :id)");
    statement.use(stream.title).use(stream.description).use(stream.cover_image_url);
    statement.use(to_string(stream.visibility)).use(to_string(stream.audience));
    statement.use(stream.scheduled_at).use(now).use(stream.id).run();
}

Answer<Stream> change_stream(Session& session, StreamId id, const StreamChanges& changes,
                             WallTime now) {
    const auto stream = load_stream(session, id);
    if (!stream) return refuse(Errc::stream_not_found);
    const auto wanted = changed(*stream, changes);
    if (!wanted) return std::unexpected(Refusal{.reason = wanted.error(), .fields = {}});
    update_planned(session, *wanted, now);
    index_stream(session, id);
    if (changes.categories) {
        const auto set = set_categories(session, id, *changes.categories);
        if (!set) return std::unexpected(set.error());
    }
    return load_stream(session, id).value();
}

Result<Stream> choose_stream(Session& session, StreamId id, WallTime now) {
    const auto stream = load_stream(session, id);
    if (!stream) return fail(Errc::stream_not_found);
    if (stream->status == StreamStatus::ended) return fail(Errc::stream_ended);
    if (stream->is_live() || stream->chosen_at) return *stream;
    auto forget = session.prepare(R"(
        UPDATE streams SET chosen_at = NULL
        WHERE channel_id = :channel AND chosen_at IS NOT NULL)");
    forget.use(stream->channel).run();
    auto choose =
        session.prepare("UPDATE streams SET chosen_at = :chosen, updated_at = :now WHERE id = :id");
    choose.use(now).use(now).use(id).run();
    return load_stream(session, id).value();
}

/// One that never began ends without a start.
void cancel_stream(Session& session, StreamId id, WallTime now) {
    auto statement = session.prepare(R"(
        UPDATE streams
        SET status = 'ended', chosen_at = NULL, ended_at = :ended_at, updated_at = :now
        WHERE id = :id AND status = 'scheduled')");
    statement.use(now).use(now).use(id).run();
}

Result<Stream> end_or_cancel(Session& session, StreamId id, WallTime now) {
    end_stream(session, id, now);
    cancel_stream(session, id, now);
    auto stream = load_stream(session, id);
    if (!stream) return fail(Errc::stream_not_found);
    return *std::move(stream);
}

Result<Stream> end_or_delete(Session& session, StreamId id, WallTime now) {
    auto stream = load_stream(session, id);
    if (!stream) return fail(Errc::stream_not_found);
    if (stream->is_live()) {
        end_stream(session, id, now);
    } else {
        forget_stream(session, id);
        session.prepare("DELETE FROM streams WHERE id = :id").use(id).run();
    }
    return *std::move(stream);
}

}  // namespace

asio::awaitable<Answer<Stream>> ScheduleRepository::plan(StreamDraft draft,
                                                         std::uint32_t waiting_max, WallTime now) {
    return database_.write([draft = std::move(draft), waiting_max, now](Session& session) {
        return plan_stream(session, draft, waiting_max, now);
    });
}

asio::awaitable<Answer<Stream>> ScheduleRepository::change(StreamId id, StreamChanges changes,
                                                           WallTime now) {
    return database_.write([id, changes = std::move(changes), now](Session& session) {
        return change_stream(session, id, changes, now);
    });
}

asio::awaitable<Result<Stream>> ScheduleRepository::choose(StreamId id, WallTime now) {
    return database_.write([id, now](Session& session) { return choose_stream(session, id, now); });
}

asio::awaitable<Result<Stream>> ScheduleRepository::end(StreamId id, WallTime now) {
    return database_.write([id, now](Session& session) { return end_or_cancel(session, id, now); });
}

asio::awaitable<Result<Stream>> ScheduleRepository::remove(StreamId id, WallTime now) {
    return database_.write([id, now](Session& session) { return end_or_delete(session, id, now); });
}

}  // namespace freshet::sql
