#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/described.hpp"
#include "base/ids.hpp"
#include "community/chat_message.hpp"
#include "community/chat_policy.hpp"
#include "serve/api/chat_views.hpp"

/// What clients hear, as docs/realtime.md has it. `View` is not part of their names outside.
namespace freshet::chat {

struct ReplyView {
    MessageId id;
    UserId user_id;
    std::string username;
    std::string message;
};
BOOST_DESCRIBE_STRUCT(ReplyView, (), (id, user_id, username, message))

struct EmoteView {
    std::string code;
    std::string url;
};
BOOST_DESCRIBE_STRUCT(EmoteView, (), (code, url))

struct ReactionView {
    std::string emoji;
    std::uint64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(ReactionView, (), (emoji, count))

/// A message in the words that browsers' rooms use.
struct KebabMessage {
    MessageId id;
    StreamId room_id;
    UserId user_id;
    std::string username;
    std::string display_name;
    std::optional<std::string> avatar_url;
    std::string message;
    WallTime timestamp;
    community::MessageKind kind = community::MessageKind::message;
    std::vector<std::string> badges;
    json::Omittable<ReplyView> reply_to;
    std::vector<std::string> mentions;
    std::vector<EmoteView> emotes;
    std::vector<ReactionView> reactions;
    bool deleted = false;
};
BOOST_DESCRIBE_STRUCT(KebabMessage, (),
                      (id, room_id, user_id, username, display_name, avatar_url, message, timestamp,
                       kind, badges, reply_to, mentions, emotes, reactions, deleted))

struct AuthorView {
    UserId id;
    std::string username;
    std::string display_name;
    std::optional<std::string> avatar;
};
BOOST_DESCRIBE_STRUCT(AuthorView, (), (id, username, display_name, avatar))

/// The same in the words of apps and plain WebSockets.
struct SnakeMessage {
    MessageId id;
    StreamId stream_id;
    AuthorView user;
    std::string message;
    WallTime timestamp;
    community::MessageKind kind = community::MessageKind::message;
    std::vector<std::string> badges;
    json::Omittable<ReplyView> reply_to;
    std::vector<std::string> mentions;
    std::vector<EmoteView> emotes;
    std::vector<ReactionView> reactions;
    bool deleted = false;
};
BOOST_DESCRIBE_STRUCT(SnakeMessage, (),
                      (id, stream_id, user, message, timestamp, kind, badges, reply_to, mentions,
                       emotes, reactions, deleted))

struct KebabHistory {
    StreamId room_id;
    std::vector<KebabMessage> messages;
};
BOOST_DESCRIBE_STRUCT(KebabHistory, (), (room_id, messages))

struct SnakeHistory {
    StreamId stream_id;
    std::vector<SnakeMessage> messages;
};
BOOST_DESCRIBE_STRUCT(SnakeHistory, (), (stream_id, messages))

struct SettingsChanged {
    StreamId room_id;
    api::ChatSettingsView settings;
};
BOOST_DESCRIBE_STRUCT(SettingsChanged, (), (room_id, settings))

struct PollOptionView {
    std::string text;
    std::uint64_t votes = 0;
};
BOOST_DESCRIBE_STRUCT(PollOptionView, (), (text, votes))

enum class RoleView : std::uint8_t { owner, moderator, viewer, anonymous };
BOOST_DESCRIBE_ENUM(RoleView, owner, moderator, viewer, anonymous)

/// How a room stands to one client.
struct YouView {
    RoleView role = RoleView::anonymous;
    bool may_write = false;
    json::Omittable<std::string> why;  // The code of the problem that writing would be.
    json::Omittable<WallTime> until;
};
BOOST_DESCRIBE_STRUCT(YouView, (), (role, may_write, why, until))

struct KebabViewers {
    std::optional<UserId> user_id;
    std::optional<std::string> username;
    std::uint32_t viewer_count = 0;
};
BOOST_DESCRIBE_STRUCT(KebabViewers, (), (user_id, username, viewer_count))

struct KebabCount {
    StreamId room_id;
    std::uint32_t viewer_count = 0;
};
BOOST_DESCRIBE_STRUCT(KebabCount, (), (room_id, viewer_count))

struct SnakeCount {
    StreamId stream_id;
    std::uint32_t viewer_count = 0;
};
BOOST_DESCRIBE_STRUCT(SnakeCount, (), (stream_id, viewer_count))

struct MessageDeleted {
    StreamId room_id;
    MessageId message_id;
};
BOOST_DESCRIBE_STRUCT(MessageDeleted, (), (room_id, message_id))

struct RoomNamed {
    StreamId room_id;
};
BOOST_DESCRIBE_STRUCT(RoomNamed, (), (room_id))

struct UserNamed {
    StreamId room_id;
    UserId user_id;
    std::string username;
};
BOOST_DESCRIBE_STRUCT(UserNamed, (), (room_id, user_id, username))

struct UserTimedOut {
    StreamId room_id;
    UserId user_id;
    std::string username;
    std::int64_t seconds = 0;
    WallTime until;
};
BOOST_DESCRIBE_STRUCT(UserTimedOut, (), (room_id, user_id, username, seconds, until))

struct KebabHeld {
    StreamId room_id;
    KebabMessage message;
    community::HeldFor why = community::HeldFor::phrase;
};
BOOST_DESCRIBE_STRUCT(KebabHeld, (), (room_id, message, why))

struct SnakeHeld {
    StreamId room_id;
    SnakeMessage message;
    community::HeldFor why = community::HeldFor::phrase;
};
BOOST_DESCRIBE_STRUCT(SnakeHeld, (), (room_id, message, why))

struct Reviewed {
    StreamId room_id;
    MessageId message_id;
    bool approved = false;
};
BOOST_DESCRIBE_STRUCT(Reviewed, (), (room_id, message_id, approved))

struct KebabEnded {
    StreamId room_id;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(KebabEnded, (), (room_id, reason))

struct SnakeEnded {
    StreamId stream_id;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(SnakeEnded, (), (stream_id, reason))

struct Notice {
    StreamId room_id;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Notice, (), (room_id, text))

struct Reacted {
    StreamId room_id;
    MessageId message_id;
    std::vector<ReactionView> reactions;
};
BOOST_DESCRIBE_STRUCT(Reacted, (), (room_id, message_id, reactions))

struct PollView {
    PollId id;
    std::string question;
    std::vector<PollOptionView> options;
    std::optional<WallTime> ends_at;
    bool ended = false;
};
BOOST_DESCRIBE_STRUCT(PollView, (), (id, question, options, ends_at, ended))

struct PollNews {
    StreamId room_id;
    std::optional<PollView> poll;
};
BOOST_DESCRIBE_STRUCT(PollNews, (), (room_id, poll))

struct KebabPinned {
    StreamId room_id;
    std::optional<KebabMessage> message;
};
BOOST_DESCRIBE_STRUCT(KebabPinned, (), (room_id, message))

struct SnakePinned {
    StreamId room_id;
    std::optional<SnakeMessage> message;
};
BOOST_DESCRIBE_STRUCT(SnakePinned, (), (room_id, message))

struct KebabState {
    StreamId room_id;
    api::ChatSettingsView settings;
    std::optional<KebabMessage> pinned;
    std::optional<PollView> poll;
    std::vector<EmoteView> emotes;
    YouView you;
};
BOOST_DESCRIBE_STRUCT(KebabState, (), (room_id, settings, pinned, poll, emotes, you))

struct SnakeState {
    StreamId room_id;
    api::ChatSettingsView settings;
    std::optional<SnakeMessage> pinned;
    std::optional<PollView> poll;
    std::vector<EmoteView> emotes;
    YouView you;
};
BOOST_DESCRIBE_STRUCT(SnakeState, (), (room_id, settings, pinned, poll, emotes, you))

}  // namespace freshet::chat
