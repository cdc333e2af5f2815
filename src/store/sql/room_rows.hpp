#pragma once

#include <string_view>

#include "store/sql/chat_rows.hpp"

// What pins, reactions and polls ask of the rows of chat, within one transaction.
namespace freshet::sql {

/// The channel of a room: ChatErrc::stream_not_found; not_moderator of who does not moderate there.
[[nodiscard]] Result<ChatGround> load_ground(Session& session, StreamId room,
                                             const community::ChatActor& actor);

/// Of `chat_messages m`: what everybody sees.
inline constexpr std::string_view seen_message = R"(
    m.state = 'visible'
    AND NOT EXISTS (SELECT 1 FROM chat_clearings x
        WHERE x.stream_id = m.stream_id AND x.through >= m.id)
    AND EXISTS (SELECT 1 FROM users a WHERE a.id = m.user_id AND a.deleted_at IS NULL))";

[[nodiscard]] bool is_seen(Session& session, StreamId room, MessageId message);

}  // namespace freshet::sql
