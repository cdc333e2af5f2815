#include "store/sql/pins_repository.hpp"

#include <string>
#include <utility>

#include "community/chat_error.hpp"
#include "store/sql/room_rows.hpp"

namespace freshet::sql {

using community::ChatActor;
using community::ChatErrc;
using community::MessageKey;

namespace {

Result<bool> pin_message(Session& session, const ChatActor& actor, const MessageKey& key,
                         WallTime now) {
    const auto ground = load_ground(session, key.stream, actor);
    if (!ground) return std::unexpected(ground.error());
    if (!is_seen(session, key.stream, key.message)) return fail(ChatErrc::message_not_found);
    auto statement = session.prepare(R"(
        INSERT INTO pins (stream_id, message_id, pinned_by, pinned_at)
        VALUES (:stream, :message, :actor, :now)
        ON CONFLICT (stream_id) DO UPDATE SET message_id = excluded.message_id,
            pinned_by = excluded.pinned_by, pinned_at = excluded.pinned_at
            WHERE pins.message_id <> excluded.message_id)");
    statement.use(key.stream).use(key.message).use(actor.user).use(now);
    if (statement.run() == 0) return false;
    record_act(session, *ground, actor,
               {.action = "chat.message_pinned", .target = to_string(key.message)}, now);
    return true;
}

Result<bool> unpin_message(Session& session, const ChatActor& actor, StreamId stream,
                           WallTime now) {
    const auto ground = load_ground(session, stream, actor);
    if (!ground) return std::unexpected(ground.error());
    auto statement = session.prepare("DELETE FROM pins WHERE stream_id = :stream");
    if (statement.use(stream).run() == 0) return false;
    record_act(session, *ground, actor,
               {.action = "chat.message_unpinned", .target = to_string(stream)}, now);
    return true;
}

std::optional<MessageId> load_pin(Session& session, StreamId stream) {
    MessageId message;
    auto statement = session.prepare(
        "SELECT m.id FROM pins p JOIN chat_messages m ON m.id = p.message_id "
        "WHERE p.stream_id = :stream AND " +
        std::string(seen_message));
    statement.use(stream).into(message);
    return statement.next() ? std::optional(message) : std::nullopt;
}

}  // namespace

asio::awaitable<Result<bool>> PinsRepository::pin(ChatActor actor, MessageKey key, WallTime now) {
    return database_.write([actor = std::move(actor), key, now](Session& session) {
        return pin_message(session, actor, key, now);
    });
}

asio::awaitable<Result<bool>> PinsRepository::unpin(ChatActor actor, StreamId stream,
                                                    WallTime now) {
    return database_.write([actor = std::move(actor), stream, now](Session& session) {
        return unpin_message(session, actor, stream, now);
    });
}

asio::awaitable<std::optional<MessageId>> PinsRepository::of_stream(StreamId stream) {
    return database_.read([stream](Session& session) { return load_pin(session, stream); });
}

}  // namespace freshet::sql
