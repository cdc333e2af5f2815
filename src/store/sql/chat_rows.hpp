#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "community/chat_message.hpp"
#include "community/chat_policy.hpp"
#include "community/chat_role.hpp"
#include "community/moderation_repository.hpp"
#include "store/sql/session.hpp"

// What all of chat asks of its rows, within one transaction.
namespace freshet::sql {

/// What selects messages that are somebody's, in the order of `into_message`, up to where
/// conditions on `chat_messages m` follow. Its one parameter is the time, by which subscriptions
/// are in force.
[[nodiscard]] std::string select_messages(std::string_view condition);

/// What a message is made of as its row comes. Outlives the statement.
struct MessageRow {
    community::ChatMessage message;
    UserId owner;
    std::string role;
    std::optional<MessageId> reply_to;
    community::RepliedTo replied;
};

Statement& into_message(Statement& statement, MessageRow& row);
[[nodiscard]] community::ChatMessage message_of(const MessageRow& row);

/// As it is now, in whatever state.
[[nodiscard]] std::optional<community::ChatMessage> load_message(Session& session, MessageId id,
                                                                 WallTime now);

/// Of a user who has not left: by id, or by username.
[[nodiscard]] std::optional<community::ChatUser> load_chat_user(Session& session,
                                                                const community::Whom& whom);

/// A channel as it is moderated.
struct ChatChannel {
    ChannelId id;
    UserId owner;
    std::string handle;
};

/// One that is not deleted.
[[nodiscard]] std::optional<ChatChannel> load_chat_channel(Session& session, ChannelId id);

[[nodiscard]] bool is_moderator(Session& session, ChannelId channel, UserId user);

/// Lets somebody moderate no more. Tells whether they did.
bool take_office(Session& session, ChannelId channel, UserId user);

[[nodiscard]] community::ChatRole role_of(Session& session, const ChatChannel& channel,
                                          const community::ChatActor& actor);
/// Of whom something is done to.
[[nodiscard]] community::ChatRole role_of(Session& session, const ChatChannel& channel,
                                          UserId target);

/// A channel in which somebody does something, and as what.
struct ChatGround {
    ChatChannel channel;
    community::ChatRole role = community::ChatRole::viewer;
};

/// ChatErrc::channel_not_found; not_moderator of who does not moderate there.
[[nodiscard]] Result<ChatGround> load_ground(Session& session, ChannelId channel,
                                             const community::ChatActor& actor);

/// An act of the staff in a channel that is somebody else's is remembered.
struct ChatAct {
    std::string action;  // "chat.cleared"
    std::string target;
};
void record_act(Session& session, const ChatGround& ground, const community::ChatActor& actor,
                ChatAct act, WallTime now);

/// As it is at first where nobody has changed it.
[[nodiscard]] community::ChatPolicy load_policy(Session& session, ChannelId channel);

}  // namespace freshet::sql
