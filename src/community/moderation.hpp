#pragma once

#include "base/events.hpp"
#include "community/moderation_repository.hpp"

namespace freshet::community {

/// What those who moderate do in a chat, once for sockets and the API: a row, then the news of it
/// on the bus. Used by all io threads at once; what it refers to outlives it. Reasons of refusal
/// are ChatErrc; a database that is down throws.
class Moderation {
public:
    static constexpr std::size_t reason_characters_max = 200;
    static constexpr std::chrono::seconds timeout_max = std::chrono::days(14);
    // Wider ranges would keep out whole countries.
    static constexpr unsigned v4_bits_min = 16;
    static constexpr unsigned v6_bits_min = 32;
    static constexpr std::size_t ranges_max = 10;  // Of one ban.

    Moderation(ModerationRepository& repository, EventBus& events, WallClock clock);

    /// What somebody may in a channel: channel_not_found.
    asio::awaitable<Result<ChatRole>> role(ChatActor actor, ChannelId channel);

    /// ChatBanned, and ChatModeratorChanged of who moderated. nobody_named, bad_reason,
    /// bad_duration, range_too_wide, is_banned, is_protected, too_many_bans, user_not_found.
    asio::awaitable<Result<Ban>> ban(ChatActor actor, ChannelId channel, BanWish wish);
    /// ChatUnbanned. Lifts timeouts too. ban_not_found.
    asio::awaitable<Result<Ban>> unban(ChatActor actor, ChannelId channel, Whom whom);
    asio::awaitable<Result<Ban>> lift(ChatActor actor, ChannelId channel, BanId ban);
    asio::awaitable<Result<Paged<Ban>>> bans(ChatActor actor, ChannelId channel, BanKind kind,
                                             Page page);

    /// ChatMessageDeleted. Anybody may delete what they said themselves. message_not_found.
    asio::awaitable<Result<void>> remove_message(ChatActor actor, MessageId id);
    /// ChatCleared. stream_not_found.
    asio::awaitable<Result<void>> clear(ChatActor actor, StreamId room);
    /// ChatReviewed. message_not_found, not_held.
    asio::awaitable<Result<ChatMessage>> review(ChatActor actor, MessageId id, bool approve);
    asio::awaitable<Result<Stretch<ChatMessage>>> held(ChatActor actor, ChannelId channel,
                                                       CursorPage page);

    asio::awaitable<Result<ChatPolicy>> policy(ChannelId channel);
    /// ChatPolicyChanged. bad_duration, bad_phrases.
    asio::awaitable<Result<ChatPolicy>> change_policy(ChatActor actor, ChannelId channel,
                                                      ChatPolicyChange change);

    asio::awaitable<Result<Paged<ChatModerator>>> moderators(ChannelId channel, Page page);
    /// ChatModeratorChanged, and ChatUnbanned of who was banned. not_owner, moderates,
    /// too_many_moderators, user_not_found.
    asio::awaitable<Result<ChatModerator>> add_moderator(ChatActor actor, ChannelId channel,
                                                         Whom whom);
    asio::awaitable<Result<void>> remove_moderator(ChatActor actor, ChannelId channel, Whom whom);

private:
    void tell_lifted(const Ban& ban, UserId by, WallTime at);

    ModerationRepository& repository_;
    EventBus& events_;
    WallClock clock_;
};

}  // namespace freshet::community
