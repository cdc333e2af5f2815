#include "community/moderation.hpp"

#include <algorithm>
#include <utility>

#include "base/folded.hpp"
#include "base/utf8.hpp"

namespace freshet::community {

namespace {

/// One that has all IPv4 addresses in it is not narrow for being written as IPv6.
bool is_too_wide(const AddressRange& range) {
    if (range.is_v4()) return range.prefix_bits() < Moderation::v4_bits_min;
    return range.prefix_bits() < Moderation::v6_bits_min ||
           range.contains(parse_address("0.0.0.0").value());
}

Result<BanWish> checked(BanWish wish) {
    if (!wish.whom && wish.ranges.empty()) return fail(ChatErrc::nobody_named);
    if (wish.ranges.size() > Moderation::ranges_max ||
        std::ranges::any_of(wish.ranges, is_too_wide))
        return fail(ChatErrc::range_too_wide);
    if (wish.length && (wish.length->count() < 1 || *wish.length > Moderation::timeout_max))
        return fail(ChatErrc::bad_duration);
    if (!is_utf8(wish.reason) || has_controls(wish.reason)) return fail(ChatErrc::bad_reason);
    wish.reason = trimmed(wish.reason);
    if (count_characters(wish.reason) > Moderation::reason_characters_max)
        return fail(ChatErrc::bad_reason);
    return wish;
}

}  // namespace

Moderation::Moderation(ModerationRepository& repository, EventBus& events, WallClock clock)
    : repository_(repository), events_(events), clock_(std::move(clock)) {}

asio::awaitable<Result<ChatRole>> Moderation::role(ChatActor actor, ChannelId channel) {
    return repository_.role(std::move(actor), channel);
}

asio::awaitable<Result<Ban>> Moderation::ban(ChatActor actor, ChannelId channel, BanWish wish) {
    auto good = checked(std::move(wish));
    if (!good) co_return std::unexpected(good.error());
    auto made = co_await repository_.ban(actor, channel, *std::move(good), clock_());
    if (!made) co_return std::unexpected(made.error());
    ChatBanned banned{
        .channel = channel, .ban = made->ban.id, .by = actor.user, .at = made->ban.at};
    if (made->ban.user) {
        banned.user = made->ban.user->id;
        banned.username = made->ban.user->username;
    }
    banned.ranges = std::move(made->ranges);
    banned.until = made->ban.until;
    events_.publish(banned);
    if (made->was_moderator) {
        events_.publish(ChatModeratorChanged{.channel = channel,
                                             .user = made->ban.user->id,
                                             .username = made->ban.user->username,
                                             .is_moderator = false,
                                             .by = actor.user,
                                             .at = made->ban.at});
    }
    co_return std::move(made->ban);
}

void Moderation::tell_lifted(const Ban& ban, UserId by, WallTime at) {
    ChatUnbanned unbanned{.channel = ban.channel, .ban = ban.id, .by = by, .at = at};
    if (ban.user) {
        unbanned.user = ban.user->id;
        unbanned.username = ban.user->username;
    }
    events_.publish(unbanned);
}

asio::awaitable<Result<Ban>> Moderation::unban(ChatActor actor, ChannelId channel, Whom whom) {
    const auto now = clock_();
    auto lifted = co_await repository_.unban(actor, channel, std::move(whom), now);
    if (lifted) tell_lifted(*lifted, actor.user, now);
    co_return lifted;
}

asio::awaitable<Result<Ban>> Moderation::lift(ChatActor actor, ChannelId channel, BanId ban) {
    const auto now = clock_();
    auto lifted = co_await repository_.lift(actor, channel, ban, now);
    if (lifted) tell_lifted(*lifted, actor.user, now);
    co_return lifted;
}

asio::awaitable<Result<Paged<Ban>>> Moderation::bans(ChatActor actor, ChannelId channel,
                                                     BanKind kind, Page page) {
    return repository_.bans(std::move(actor), channel, kind, page, clock_());
}

asio::awaitable<Result<void>> Moderation::remove_message(ChatActor actor, MessageId id) {
    const auto now = clock_();
    const auto message = co_await repository_.remove_message(actor, id, now);
    if (!message) co_return std::unexpected(message.error());
    if (message->state == MessageState::deleted) co_return Result<void>();  // Told before.
    events_.publish(ChatMessageDeleted{.stream = message->stream,
                                       .channel = message->channel,
                                       .message = id,
                                       .by = actor.user,
                                       .at = now});
    co_return Result<void>();
}

asio::awaitable<Result<void>> Moderation::clear(ChatActor actor, StreamId room) {
    const auto now = clock_();
    const auto cleared = co_await repository_.clear(actor, room, now);
    if (!cleared) co_return std::unexpected(cleared.error());
    events_.publish(ChatCleared{.stream = room,
                                .channel = cleared->channel,
                                .through = cleared->through,
                                .by = actor.user,
                                .at = now});
    co_return Result<void>();
}

asio::awaitable<Result<ChatMessage>> Moderation::review(ChatActor actor, MessageId id,
                                                        bool approve) {
    const auto now = clock_();
    auto message = co_await repository_.review(actor, id, approve, now);
    if (!message) co_return std::unexpected(message.error());
    events_.publish(ChatReviewed{.stream = message->stream,
                                 .channel = message->channel,
                                 .message = id,
                                 .author = message->author.id,
                                 .is_approved = approve,
                                 .by = actor.user,
                                 .at = now});
    co_return message;
}

asio::awaitable<Result<Stretch<ChatMessage>>> Moderation::held(ChatActor actor, ChannelId channel,
                                                               CursorPage page) {
    return repository_.held(std::move(actor), channel, page, clock_());
}

asio::awaitable<Result<ChatPolicy>> Moderation::policy(ChannelId channel) {
    return repository_.policy(channel);
}

asio::awaitable<Result<ChatPolicy>> Moderation::change_policy(ChatActor actor, ChannelId channel,
                                                              ChatPolicyChange change) {
    auto good = community::checked(std::move(change));
    if (!good) co_return std::unexpected(good.error());
    const auto now = clock_();
    auto policy = co_await repository_.change_policy(actor, channel, *std::move(good), now);
    if (policy) events_.publish(ChatPolicyChanged{.channel = channel, .by = actor.user, .at = now});
    co_return policy;
}

asio::awaitable<Result<Paged<ChatModerator>>> Moderation::moderators(ChannelId channel, Page page) {
    return repository_.moderators(channel, page);
}

asio::awaitable<Result<ChatModerator>> Moderation::add_moderator(ChatActor actor, ChannelId channel,
                                                                 Whom whom) {
    const auto now = clock_();
    auto made = co_await repository_.add_moderator(actor, channel, std::move(whom), now);
    if (!made) co_return std::unexpected(made.error());
    if (made->lifted) tell_lifted(*made->lifted, actor.user, now);
    if (made->is_new) {
        events_.publish(ChatModeratorChanged{.channel = channel,
                                             .user = made->moderator.user.id,
                                             .username = made->moderator.user.username,
                                             .is_moderator = true,
                                             .by = actor.user,
                                             .at = now});
    }
    co_return std::move(made->moderator);
}

asio::awaitable<Result<void>> Moderation::remove_moderator(ChatActor actor, ChannelId channel,
                                                           Whom whom) {
    const auto now = clock_();
    auto gone = co_await repository_.remove_moderator(actor, channel, std::move(whom), now);
    if (!gone) co_return std::unexpected(gone.error());
    events_.publish(ChatModeratorChanged{.channel = channel,
                                         .user = gone->id,
                                         .username = std::move(gone->username),
                                         .is_moderator = false,
                                         .by = actor.user,
                                         .at = now});
    co_return Result<void>();
}

}  // namespace freshet::community
