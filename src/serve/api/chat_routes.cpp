#include "serve/api/chat_routes.hpp"

#include <utility>

#include "channels/access.hpp"
#include "channels/error.hpp"
#include "community/chat_error.hpp"
#include "community/chat_role.hpp"
#include "community/room_error.hpp"
#include "serve/api/message.hpp"
#include "serve/api/watching.hpp"
#include "serve/playback/error.hpp"

namespace freshet::api {

using accounts::TokenScope;
using Channels = channels::Errc;
using Chat = community::ChatErrc;
using Playback = playback::Errc;
using Room = community::RoomErrc;
using enum http::Method;

namespace {

constexpr std::uint32_t history_limit = 50;  // As a room tells who joins.

/// Nil: nobody.
UserId viewer_of(const Call& call) { return call.caller ? call.caller->user : UserId(); }

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
    table.add(
        {.path = "/api/chat/:streamId/messages/:messageId",
         .id = "getMessage",
         .tag = "Chat",
         .summary = "One message, for who may watch; what is held for who moderates",
         .token_scope = TokenScope::streams_read,
         .reasons = {Channels::stream_not_found, Chat::message_not_found, Errc::unauthenticated,
                     Playback::followers_only, Playback::subscribers_only}},
        self, &ChatRoutes::get);
    table.add({.path = "/api/chat/:streamId/poll",
               .id = "getPoll",
               .tag = "Chat",
               .summary = "The poll that is open in a room, for who may watch",
               .token_scope = TokenScope::streams_read,
               .reasons = {Channels::stream_not_found, Room::poll_not_found, Errc::unauthenticated,
                           Playback::followers_only, Playback::subscribers_only}},
              self, &ChatRoutes::poll);
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
    const auto stream = co_await watched(call, std::move(input.stream_id));
    if (!stream) co_return std::unexpected(stream.error());
    const CursorPage page{.after = input.cursor, .limit = input.limit.value_or(history_limit)};
    const auto messages = co_await parts_.messages.history(stream->id, page);
    std::vector<MessageId> ids;
    for (const auto& message : messages.items) ids.push_back(message.id);
    const auto reactions = co_await parts_.reactions.counts(std::move(ids), viewer_of(call));
    auto emotes = co_await parts_.emotes.of_channel(stream->channel);
    const community::EmoteSet set(std::move(emotes));
    co_return list_of(messages, [&](const community::ChatMessage& message) {
        return presenter_.message(message, {.emotes = set, .reactions = reactions}, call);
    });
}

/// A stream of which the caller may watch what is said.
asio::awaitable<Result<channels::Stream>> ChatRoutes::watched(Call call, std::string id) const {
    auto stream = co_await access_.stream(call, std::move(id));
    if (!stream) co_return stream;
    const auto ground = co_await judge_.ground_of(member_of(call), channels::access_of(*stream));
    if (!ground) co_return std::unexpected(told(ground.error()));
    co_return stream;
}

/// Whether the caller may see a message that is not everybody's to see.
asio::awaitable<bool> ChatRoutes::moderates(Call call, ChannelId channel) const {
    if (!call.caller) co_return false;
    const auto role = co_await parts_.moderation.role(actor_of(call), channel);
    co_return role&& community::moderates(*role);
}

asio::awaitable<Reply<ChatMessageView>> ChatRoutes::get(Call call, MessageOfRoom input) {
    const auto stream = co_await watched(call, std::move(input.stream_id));
    if (!stream) co_return std::unexpected(stream.error());
    const auto found = co_await parts_.messages.find(input.message_id);
    if (!found || found->stream != stream->id) co_return fail(Chat::message_not_found);
    using State = community::MessageState;
    const bool is_for_all = found->state == State::visible || found->state == State::deleted;
    const bool is_seen = is_for_all || co_await moderates(call, stream->channel);
    if (!is_seen) co_return fail(Chat::message_not_found);

    const auto reactions = co_await parts_.reactions.counts({found->id}, viewer_of(call));
    auto emotes = co_await parts_.emotes.of_channel(stream->channel);
    const community::EmoteSet set(std::move(emotes));
    auto view = presenter_.message(*found, {.emotes = set, .reactions = reactions}, call);
    if (!is_for_all && found->held_for) view.held_for = *found->held_for;
    co_return view;
}

asio::awaitable<Reply<PollView>> ChatRoutes::poll(Call call, RoomById input) {
    const auto stream = co_await watched(call, std::move(input.stream_id));
    if (!stream) co_return std::unexpected(stream.error());
    const auto poll = co_await parts_.polls.open_of(stream->id);
    if (!poll) co_return fail(Room::poll_not_found);
    std::optional<std::size_t> vote;
    if (call.caller) vote = co_await parts_.polls.vote_of(poll->id, call.caller->user);
    co_return view_of(*poll, vote);
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
