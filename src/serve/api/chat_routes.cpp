#include "serve/api/chat_routes.hpp"

#include <utility>

#include "channels/access.hpp"
#include "channels/error.hpp"
#include "community/chat_error.hpp"
#include "serve/api/message.hpp"
#include "serve/api/watching.hpp"
#include "serve/playback/error.hpp"

namespace freshet::api {

using accounts::TokenScope;
using Channels = channels::Errc;
using Chat = community::ChatErrc;
using Playback = playback::Errc;
using enum http::Method;

namespace {

constexpr std::uint32_t history_limit = 50;  // As a room tells who joins.

}  // namespace

community::ChatActor actor_of(const Call& call) {
    const auto& caller = call.who();
    return {
        .user = caller.user, .is_staff = caller.role != accounts::Role::user, .ip = call.peer_ip};
}

void ChatRoutes::describe(Table& table, ChatRoutes* self) {
    table.add({.path = "/api/chat/:streamId",
               .id = "listMessages",
               .tag = "Chat",
               .summary = "What was said in a room, the newest first, for who may watch",
               .token_scope = TokenScope::streams_read,
               .reasons = {Channels::stream_not_found, Errc::unauthenticated,
                           Playback::followers_only, Playback::subscribers_only}},
              self, &ChatRoutes::list);
    table.add({.method = delete_,
               .path = "/api/chat/:streamId",
               .id = "clearChat",
               .tag = "Chat",
               .summary = "Clear a room of all that was said",
               .scope = Scope::user,
               .token_scope = TokenScope::streams_write,
               .reasons = {Channels::stream_not_found, Chat::not_moderator}},
              self, &ChatRoutes::clear);
    table.add({.method = delete_,
               .path = "/api/chat/:streamId/messages/:messageId",
               .id = "deleteMessage",
               .tag = "Chat",
               .summary = "Delete a message: one's own, or as who moderates",
               .scope = Scope::user,
               .token_scope = TokenScope::streams_write,
               .reasons = {Channels::stream_not_found, Chat::message_not_found, Chat::not_moderator,
                           Chat::is_protected}},
              self, &ChatRoutes::remove);
}

asio::awaitable<Reply<CursorListOf<ChatMessageView>>> ChatRoutes::list(Call call,
                                                                       ListMessagesRequest input) {
    const auto stream = co_await access_.stream(call, std::move(input.stream_id));
    if (!stream) co_return std::unexpected(stream.error());
    const auto ground = co_await judge_.ground_of(member_of(call), channels::access_of(*stream));
    if (!ground) co_return std::unexpected(told(ground.error()));

    const CursorPage page{.after = input.cursor, .limit = input.limit.value_or(history_limit)};
    const auto messages = co_await parts_.messages.history(stream->id, page);
    std::vector<MessageId> ids;
    for (const auto& message : messages.items) ids.push_back(message.id);
    const auto reactions = co_await parts_.reactions.counts(std::move(ids));
    auto emotes = co_await parts_.emotes.of_channel(stream->channel);
    const community::EmoteSet set(std::move(emotes));
    co_return list_of(messages, [&](const community::ChatMessage& message) {
        return presenter_.message(message, {.emotes = set, .reactions = reactions}, call);
    });
}

asio::awaitable<Reply<Message>> ChatRoutes::clear(Call call, RoomById input) {
    const auto stream = co_await access_.stream(call, std::move(input.stream_id));
    if (!stream) co_return std::unexpected(stream.error());
    const auto cleared = co_await parts_.moderation.clear(actor_of(call), stream->id);
    if (!cleared) co_return std::unexpected(cleared.error());
    co_return message(call, "room_cleared.message");
}

asio::awaitable<Reply<Message>> ChatRoutes::remove(Call call, MessageOfRoom input) {
    const auto stream = co_await access_.stream(call, std::move(input.stream_id));
    if (!stream) co_return std::unexpected(stream.error());
    const auto found = co_await parts_.messages.find(input.message_id);
    if (!found || found->stream != stream->id) co_return fail(Chat::message_not_found);
    const auto removed = co_await parts_.moderation.remove_message(actor_of(call), found->id);
    if (!removed) co_return std::unexpected(removed.error());
    co_return message(call, "chat_message_deleted.message");
}

}  // namespace freshet::api
