#pragma once

#include "base/page.hpp"
#include "community/moderation_repository.hpp"
#include "store/sql/chat_bans.hpp"
#include "store/sql/session.hpp"

// What moderators do to messages, modes and one another, within one transaction.
namespace freshet::sql {

/// An act on one message or room.
struct ChatDeed {
    community::ChatActor actor;
    WallTime now;
};

Result<community::ChatMessage> delete_message(Session& session, const ChatDeed& deed, MessageId id);
Result<community::Cleared> clear_room(Session& session, const ChatDeed& deed, StreamId room);
Result<community::ChatMessage> review_message(Session& session, const ChatDeed& deed, MessageId id,
                                              bool approve);
Result<Stretch<community::ChatMessage>> list_held(Session& session, const Moderating& act,
                                                  const CursorPage& page);

Result<community::ChatPolicy> change_policy(Session& session, const Moderating& act,
                                            const community::ChatPolicyChange& change);

Result<Paged<community::ChatModerator>> list_moderators(Session& session, ChannelId channel,
                                                        Page page);
Result<community::Appointment> appoint(Session& session, const Moderating& act,
                                       const community::Whom& whom, std::size_t moderators_max);
Result<community::ChatUser> dismiss(Session& session, const Moderating& act,
                                    const community::Whom& whom);

}  // namespace freshet::sql
