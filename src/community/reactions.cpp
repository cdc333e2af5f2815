#include "community/reactions.hpp"

#include <optional>
#include <string_view>
#include <utility>

#include "base/emoji.hpp"
#include "community/emote.hpp"
#include "community/room_error.hpp"

namespace freshet::community {

namespace {

/// As it is kept, so that the same reaction is counted as one: an emoji, or `:code:`.
std::optional<std::string> reaction_from(std::string_view text) {
    const bool may_be_emote = text.size() > 2 && text.front() == ':' && text.back() == ':';
    if (may_be_emote && is_emote_code(text.substr(1, text.size() - 2))) return std::string(text);
    return emoji_from(text);
}

}  // namespace

Reactions::Reactions(ReactionLimits limits, ReactionRepository& repository, EventBus& events,
                     WallClock clock)
    : limits_(limits), repository_(repository), events_(events), clock_(std::move(clock)) {}

asio::awaitable<Result<void>> Reactions::add(Reaction reaction) {
    auto emoji = reaction_from(reaction.emoji);
    if (!emoji) co_return fail(RoomErrc::not_an_emoji);
    reaction.emoji = *std::move(emoji);
    const auto now = clock_();
    const MessageReacted news{.stream = reaction.stream, .message = reaction.message, .at = now};
    const auto is_new = co_await repository_.add(std::move(reaction), limits_, now);
    if (!is_new) co_return std::unexpected(is_new.error());
    if (*is_new) events_.publish(news);
    co_return Result<void>();
}

asio::awaitable<Result<void>> Reactions::remove(Reaction reaction) {
    auto emoji = reaction_from(reaction.emoji);
    if (!emoji) co_return fail(RoomErrc::not_an_emoji);
    reaction.emoji = *std::move(emoji);
    const MessageReacted news{
        .stream = reaction.stream, .message = reaction.message, .at = clock_()};
    const auto was_there = co_await repository_.remove(std::move(reaction));
    if (was_there) events_.publish(news);
    co_return Result<void>();
}

asio::awaitable<ReactionCounts> Reactions::counts(std::vector<MessageId> messages, UserId viewer) {
    return repository_.counts(std::move(messages), viewer);
}

}  // namespace freshet::community
