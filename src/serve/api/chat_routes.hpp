#pragma once

#include "community/chat_repository.hpp"
#include "community/emotes.hpp"
#include "community/moderation.hpp"
#include "community/polls.hpp"
#include "community/reactions.hpp"
#include "serve/api/access.hpp"
#include "serve/api/chat_views.hpp"
#include "serve/api/cursor_list.hpp"
#include "serve/api/operation.hpp"
#include "serve/playback/judge.hpp"

namespace freshet::api {

/// What the routes of chat stand on; all of it outlives them.
struct ChatParts {
    community::ChatRepository& messages;
    community::Moderation& moderation;
    community::Reactions& reactions;
    community::Polls& polls;
    community::Emotes& emotes;
};

struct RoomById {
    std::string stream_id;

    static constexpr json::Rule rules[] = {
        {.field = "streamId",
         .about = "A stream's id, or the handle of a channel that is on air.",
         .length_min = 1,
         .length_max = 100},
        {.field = "messageId", .about = "Of a message of that room."},
        {.field = "cursor",
         .about = "`nextCursor` of the answer before.",
         .example = "AAABo2DYsAABmh9RaHSh26rqlmwm-K2R"},
        {.field = "limit", .example = "50", .min = 1, .max = Page::limit_max},
    };
};
BOOST_DESCRIBE_STRUCT(RoomById, (), (stream_id))

struct ListMessagesRequest : RoomById {
    std::optional<Cursor> cursor;
    std::optional<std::uint32_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListMessagesRequest, (RoomById), (cursor, limit))

struct MessageOfRoom : RoomById {
    MessageId message_id;
};
BOOST_DESCRIBE_STRUCT(MessageOfRoom, (RoomById), (message_id))

/// Who acts in a chat, as it is judged there.
[[nodiscard]] community::ChatActor actor_of(const Call& call);

/// What was said in rooms. Used by all io threads at once; what it refers to outlives it.
class ChatRoutes {
public:
    ChatRoutes(ChatParts parts, const Access& access, playback::Judge& judge,
               const PublicUrls& urls)
        : parts_(parts), access_(access), judge_(judge), presenter_(urls) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, ChatRoutes* self);

private:
    asio::awaitable<Reply<CursorListOf<ChatMessageView>>> list(Call call,
                                                               ListMessagesRequest input);
    asio::awaitable<Reply<ChatMessageView>> get(Call call, MessageOfRoom input);
    asio::awaitable<Reply<PollView>> poll(Call call, RoomById input);
    asio::awaitable<Reply<Message>> clear(Call call, RoomById input);
    asio::awaitable<Reply<Message>> remove(Call call, MessageOfRoom input);

    asio::awaitable<Result<channels::Stream>> watched(Call call, std::string id) const;
    asio::awaitable<bool> moderates(Call call, ChannelId channel) const;

    ChatParts parts_;
    const Access& access_;
    playback::Judge& judge_;
    ChatPresenter presenter_;
};

}  // namespace freshet::api
