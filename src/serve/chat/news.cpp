#include "serve/chat/news.hpp"

#include <utility>

#include "base/json.hpp"

namespace freshet::chat::news {

using sockets::News;

namespace {

/// What has one name for all.
template <class T>
News same(const std::string& name, const T& data) {
    const auto text = json::to_json(data);
    return {.kebab = {.name = name, .data = text}, .snake = {.name = name, .data = text}};
}

std::int64_t whole_seconds(std::chrono::milliseconds time) {
    return std::chrono::ceil<std::chrono::seconds>(time).count();
}

}  // namespace

News message(const Looks& looks, const Message& message) {
    return {.kebab = {.name = "new-message", .data = json::to_json(looks.kebab(message))},
            .snake = {.name = "new_message", .data = json::to_json(looks.snake(message))}};
}

News held(const Looks& looks, const Message& message) {
    const auto room = message.row.stream;
    const auto why = message.row.held_for.value_or(community::HeldFor::phrase);
    const KebabHeld kebab{.room_id = room, .message = looks.kebab(message), .why = why};
    const SnakeHeld snake{.room_id = room, .message = looks.snake(message), .why = why};
    return {.kebab = {.name = "message-held", .data = json::to_json(kebab)},
            .snake = {.name = "message-held", .data = json::to_json(snake)}};
}

News pinned(const Looks& looks, StreamId room, const Message* message) {
    KebabPinned kebab{.room_id = room, .message = {}};
    SnakePinned snake{.room_id = room, .message = {}};
    if (message != nullptr) {
        kebab.message = looks.kebab(*message);
        snake.message = looks.snake(*message);
    }
    return {.kebab = {.name = "message-pinned", .data = json::to_json(kebab)},
            .snake = {.name = "message-pinned", .data = json::to_json(snake)}};
}

News presence(StreamId room, const Presence::Change& change) {
    using Kind = Presence::Change::Kind;
    const SnakeCount count{.stream_id = room, .viewer_count = change.viewers};
    News news{.kebab = {}, .snake = {.name = "viewer_count", .data = json::to_json(count)}};
    if (change.kind == Kind::count) {
        const KebabCount same{.room_id = room, .viewer_count = change.viewers};
        news.kebab = {.name = "viewer-count", .data = json::to_json(same)};
        return news;
    }
    const KebabViewers viewers{.user_id = change.viewer.user,
                               .username = change.viewer.username,
                               .viewer_count = change.viewers};
    news.kebab = {.name = change.kind == Kind::joined ? "viewer-joined" : "viewer-left",
                  .data = json::to_json(viewers)};
    return news;
}

News deleted(StreamId room, MessageId message) {
    return same("message-deleted", MessageDeleted{.room_id = room, .message_id = message});
}

News cleared(StreamId room) { return same("chat-cleared", RoomNamed{.room_id = room}); }

News reviewed(StreamId room, MessageId message, bool is_approved) {
    return same("message-reviewed",
                Reviewed{.room_id = room, .message_id = message, .approved = is_approved});
}

News settings(StreamId room, const community::ChatSettings& settings) {
    return same("chat-settings",
                SettingsChanged{.room_id = room, .settings = api::view_of(settings)});
}

News poll(StreamId room, const community::Poll& poll, WallTime now) {
    return same("poll", PollNews{.room_id = room, .poll = view_of(poll, now)});
}

News reactions(StreamId room, MessageId message,
               const std::vector<community::ReactionCount>& reactions) {
    return same("message-reactions",
                Reacted{.room_id = room, .message_id = message, .reactions = views_of(reactions)});
}

News ended(StreamId room, const std::string& reason) {
    const KebabEnded kebab{.room_id = room, .reason = reason};
    const SnakeEnded snake{.stream_id = room, .reason = reason};
    return {.kebab = {.name = "stream-ended", .data = json::to_json(kebab)},
            .snake = {.name = "stream_ended", .data = json::to_json(snake)}};
}

News banned(StreamId room, const Whom& whom) {
    return same("user-banned",
                UserNamed{.room_id = room, .user_id = whom.user, .username = whom.username});
}

News unbanned(StreamId room, const Whom& whom) {
    return same("user-unbanned",
                UserNamed{.room_id = room, .user_id = whom.user, .username = whom.username});
}

News timed_out(StreamId room, const Whom& whom, WallTime at, WallTime until) {
    return same("user-timed-out", UserTimedOut{.room_id = room,
                                               .user_id = whom.user,
                                               .username = whom.username,
                                               .seconds = whole_seconds(until - at),
                                               .until = until});
}

const sockets::Event& in(sockets::Dialect dialect, const News& news) {
    return dialect == sockets::Dialect::kebab ? news.kebab : news.snake;
}

}  // namespace freshet::chat::news
