#include "store/sql/reactions_repository.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/names.hpp"
#include "community/chat_error.hpp"
#include "community/room_error.hpp"
#include "store/sql/room_rows.hpp"
#include "store/sql/where.hpp"

namespace freshet::sql {

using community::ChatErrc;
using community::OwnReaction;
using community::Reaction;
using community::ReactionCount;
using community::ReactionCounts;
using community::ReactionLimits;
using community::RoomErrc;

namespace {

/// How many messages of the room came after it, counted no further than to `most`.
std::size_t count_after(Session& session, const Reaction& reaction, std::size_t most) {
    std::size_t count = 0;
    auto statement = session.prepare(R"(
        SELECT COUNT(*) FROM (SELECT id FROM chat_messages
            WHERE stream_id = :stream AND id > :message LIMIT :most) AS later)");
    statement.use(reaction.stream).use(reaction.message).use(most).into(count).next();
    return count;
}

std::size_t count_other_kinds(Session& session, const Reaction& reaction) {
    std::size_t count = 0;
    auto statement = session.prepare(R"(
        SELECT COUNT(DISTINCT emoji) FROM reactions
        WHERE message_id = :message AND emoji <> :emoji)");
    statement.use(reaction.message).use(reaction.emoji).into(count).next();
    return count;
}

/// An emote's code as its channel has it.
std::optional<std::string> load_own_code(Session& session, StreamId stream, std::string_view key) {
    std::string code;
    auto statement = session.prepare(R"(
        SELECT e.code FROM emotes e JOIN streams s ON s.channel_id = e.channel_id
        WHERE s.id = :stream AND e.code_key = :key)");
    statement.use(stream).use(key).into(code);
    return statement.next() ? std::optional(code) : std::nullopt;
}

/// An emote as it stands under the message, in any case.
std::optional<std::string> load_kind(Session& session, MessageId message, std::string_view key) {
    std::string emoji;
    auto statement = session.prepare(R"(
        SELECT emoji FROM reactions WHERE message_id = :message AND LOWER(emoji) = :emoji
        ORDER BY emoji LIMIT 1)");
    statement.use(message).use(key).into(emoji);
    return statement.next() ? std::optional(emoji) : std::nullopt;
}

/// An emote is one kind, in whatever case it is written: as it is there, even when it has another
/// code by now, or else as its channel has it.
Reaction as_kept(Session& session, Reaction reaction) {
    auto& emoji = reaction.emoji;
    if (!emoji.starts_with(':')) return reaction;
    const auto key = to_lower_ascii(emoji);
    if (auto kind = load_kind(session, reaction.message, key)) {
        emoji = *std::move(kind);
    } else if (const auto code =
                   load_own_code(session, reaction.stream, key.substr(1, key.size() - 2))) {
        emoji = ':' + *code + ':';
    }
    return reaction;
}

Result<bool> add_reaction(Session& session, const Reaction& wish, ReactionLimits limits,
                          WallTime now) {
    const auto reaction = as_kept(session, wish);
    if (!is_seen(session, reaction.stream, reaction.message))
        return fail(ChatErrc::message_not_found);
    if (count_after(session, reaction, limits.messages_back) >= limits.messages_back)
        return fail(RoomErrc::message_too_old);
    if (count_other_kinds(session, reaction) >= limits.kinds_max)
        return fail(RoomErrc::too_many_reactions);
    auto statement = session.prepare(R"(
        INSERT INTO reactions (message_id, emoji, user_id, created_at)
        VALUES (:message, :emoji, :user, :now)
        ON CONFLICT DO NOTHING)");
    statement.use(reaction.message).use(reaction.emoji).use(reaction.user).use(now);
    return statement.run() == 1;
}

bool remove_reaction(Session& session, const Reaction& wish) {
    const auto reaction = as_kept(session, wish);
    auto statement = session.prepare(R"(
        DELETE FROM reactions
        WHERE message_id = :message AND emoji = :emoji AND user_id = :user
            AND message_id IN (SELECT id FROM chat_messages WHERE stream_id = :stream))");
    statement.use(reaction.message).use(reaction.emoji).use(reaction.user).use(reaction.stream);
    return statement.run() == 1;
}

ReactionCounts count_reactions(Session& session, const std::vector<MessageId>& messages,
                               UserId viewer) {
    ReactionCounts counts;
    if (messages.empty()) return counts;
    auto statement = session.prepare(
        "SELECT r.message_id, r.emoji, COUNT(*), "
        "MAX(CASE WHEN r.user_id = :viewer THEN 1 ELSE 0 END) FROM reactions r "
        "JOIN users u ON u.id = r.user_id AND u.deleted_at IS NULL "
        "WHERE r.message_id IN " +
        in_list("message", messages.size()) +
        " GROUP BY r.message_id, r.emoji ORDER BY MIN(r.created_at), r.emoji");
    statement.use(viewer);
    for (const auto& message : messages) statement.use(message);

    MessageId message;
    ReactionCount count;
    statement.into(message).into(count.emoji).into(count.count).into(count.is_mine);
    while (statement.next()) counts[message].push_back(count);
    return counts;
}

std::vector<OwnReaction> load_of_user(Session& session, UserId user, const OwnReaction& after,
                                      std::size_t count) {
    std::vector<OwnReaction> reactions;
    OwnReaction reaction;
    auto statement = session.prepare(R"(
        SELECT r.message_id, r.emoji, r.created_at FROM reactions r
        JOIN chat_messages m ON m.id = r.message_id AND m.state = 'visible'
        WHERE r.user_id = :user AND (r.message_id > :after
            OR (r.message_id = :same AND r.emoji > :emoji))
        ORDER BY r.message_id, r.emoji LIMIT :count)");
    statement.use(user).use(after.message).use(after.message).use(after.emoji).use(count);
    statement.into(reaction.message).into(reaction.emoji).into(reaction.at);
    while (statement.next()) reactions.push_back(reaction);
    return reactions;
}

}  // namespace

asio::awaitable<Result<bool>> ReactionsRepository::add(Reaction reaction, ReactionLimits limits,
                                                       WallTime now) {
    return database_.write([reaction = std::move(reaction), limits, now](Session& session) {
        return add_reaction(session, reaction, limits, now);
    });
}

asio::awaitable<bool> ReactionsRepository::remove(Reaction reaction) {
    return database_.write([reaction = std::move(reaction)](Session& session) {
        return remove_reaction(session, reaction);
    });
}

asio::awaitable<ReactionCounts> ReactionsRepository::counts(std::vector<MessageId> messages,
                                                            UserId viewer) {
    return database_.read([messages = std::move(messages), viewer](Session& session) {
        return count_reactions(session, messages, viewer);
    });
}

asio::awaitable<std::vector<OwnReaction>> ReactionsRepository::of_user(UserId user,
                                                                       OwnReaction after,
                                                                       std::size_t count) {
    return database_.read([user, after = std::move(after), count](Session& session) {
        return load_of_user(session, user, after, count);
    });
}

}  // namespace freshet::sql
