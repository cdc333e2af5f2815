#include "store/sql/room_rows.hpp"

#include <string>

#include "community/chat_error.hpp"

namespace freshet::sql {

using community::ChatErrc;

Result<ChatGround> load_ground(Session& session, StreamId room, const community::ChatActor& actor) {
    ChannelId channel;
    auto statement = session.prepare("SELECT channel_id FROM streams WHERE id = :id");
    statement.use(room).into(channel);
    if (!statement.next()) return fail(ChatErrc::stream_not_found);
    return load_ground(session, channel, actor);
}

bool is_seen(Session& session, StreamId room, MessageId message) {
    std::int64_t count = 0;
    auto statement = session.prepare(
        "SELECT COUNT(*) FROM chat_messages m WHERE m.id = :id AND m.stream_id = :room AND " +
        std::string(seen_message));
    return statement.use(message).use(room).into(count).next() && count > 0;
}

}  // namespace freshet::sql
