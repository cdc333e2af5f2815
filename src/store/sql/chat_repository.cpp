#include "store/sql/chat_repository.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <string>

#include <fmt/format.h>

#include "store/sql/chat_bans.hpp"
#include "store/sql/chat_rows.hpp"
#include "store/sql/where.hpp"

namespace freshet::sql {

using community::ChatDraft;
using community::ChatFacts;
using community::ChatMessage;

namespace {

constexpr std::size_t rows_at_once = 64;  // In one statement.

std::vector<UserId> load_moderator_ids(Session& session, ChannelId channel) {
    std::vector<UserId> moderators;
    UserId user;
    auto statement = session.prepare(
        "SELECT user_id FROM chat_moderators WHERE channel_id = :channel ORDER BY user_id");
    statement.use(channel).into(user);
    while (statement.next()) moderators.push_back(user);
    return moderators;
}

std::optional<ChatFacts> load_facts(Session& session, ChannelId id, WallTime now) {
    const auto channel = load_chat_channel(session, id);
    if (!channel) return std::nullopt;
    return ChatFacts{.channel = id,
                     .owner = channel->owner,
                     .policy = load_policy(session, id),
                     .bans = load_ban_terms(session, id, now),
                     .moderators = load_moderator_ids(session, id)};
}

/// Those of them that are there; `table` says where and what that is.
template <class Kind>
std::set<Id<Kind>> load_present(Session& session, const std::string& table,
                                const std::set<Id<Kind>>& ids) {
    std::set<Id<Kind>> present;
    Id<Kind> id;
    auto statement =
        session.prepare("SELECT id FROM " + table + " AND id IN " + in_list("id", ids.size()));
    for (const auto& each : ids) statement.use(each);
    statement.into(id);
    while (statement.next()) present.insert(id);
    return present;
}

void insert_messages(Session& session, std::span<const ChatDraft> drafts) {
    std::string rows;
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        rows += fmt::format(
            "{0}(:id{1}, :stream{1}, :user{1}, :kind{1}, :text{1}, :reply{1}, :state{1}, :held{1}, "
            ":at{1})",
            i == 0 ? "" : ", ", i);
    }
    auto insert = session.prepare(
        "INSERT INTO chat_messages (id, stream_id, user_id, kind, text, reply_to, state, held_for, "
        "created_at) VALUES " +
        rows + " ON CONFLICT (id) DO NOTHING");
    for (const auto& draft : drafts) {
        insert.use(draft.id).use(draft.stream).use(draft.author).use(to_string(draft.kind));
        insert.use(draft.text).use(draft.reply_to ? to_string(*draft.reply_to) : "");
        insert.use(draft.held_for ? "held" : "visible");
        insert.use(draft.held_for ? to_string(*draft.held_for) : "").use(draft.at);
    }
    insert.run();
}

std::vector<MessageId> append_messages(Session& session, std::vector<ChatDraft> batch) {
    if (batch.empty()) return {};
    std::set<StreamId> rooms;
    std::set<UserId> authors;
    for (const auto& draft : batch) {
        rooms.insert(draft.stream);
        authors.insert(draft.author);
    }
    rooms = load_present(session, "streams WHERE 1 = 1", rooms);
    authors = load_present(session, "users WHERE deleted_at IS NULL", authors);

    std::vector<MessageId> lost;
    std::erase_if(batch, [&](const ChatDraft& draft) {
        const bool is_lost = !rooms.contains(draft.stream) || !authors.contains(draft.author);
        if (is_lost) lost.push_back(draft.id);
        return is_lost;
    });
    for (std::span<const ChatDraft> rest = batch; !rest.empty();) {
        const auto count = std::min(rest.size(), rows_at_once);
        insert_messages(session, rest.first(count));
        rest = rest.subspan(count);
    }
    return lost;
}

/// Ids rise in a room, so that the place of a message is its id.
Stretch<ChatMessage> load_history(Session& session, StreamId room, const CursorPage& page,
                                  WallTime now) {
    // The mark as a value of its own bounds the walk: what was cleared may be a million rows.
    std::string condition = R"(
        WHERE m.stream_id = :room AND m.state IN ('visible', 'deleted') AND m.id > COALESCE(
            (SELECT x.through FROM chat_clearings x WHERE x.stream_id = :cleared), ''))";
    if (page.after) condition += " AND m.id < :after";
    auto statement =
        session.prepare(select_messages(condition + " ORDER BY m.id DESC LIMIT :limit"));
    statement.use(now).use(room).use(room);
    if (page.after) statement.use(to_string(page.after->id));
    statement.use(page.limit + 1);
    MessageRow row;
    into_message(statement, row);

    std::vector<ChatMessage> messages;
    while (statement.next()) messages.push_back(message_of(row));
    return stretch_of(std::move(messages), page.limit, [](const ChatMessage& message) {
        return Cursor{.at = message.at, .id = message.id.uuid()};
    });
}

std::vector<ChatMessage> load_said_by(Session& session, UserId user, MessageId after,
                                      std::size_t count, WallTime now) {
    std::vector<ChatMessage> messages;
    MessageRow row;
    auto statement = session.prepare(select_messages(R"(
        WHERE m.user_id = :user AND m.id > :after AND m.state IN ('visible', 'held')
            AND m.id > COALESCE(k.through, '')
        ORDER BY m.id LIMIT :count)"));
    into_message(statement.use(now).use(user).use(after).use(count), row);
    while (statement.next()) messages.push_back(message_of(row));
    return messages;
}

}  // namespace

asio::awaitable<std::optional<ChatFacts>> ChatRepository::facts(ChannelId channel, WallTime now) {
    return database_.read(
        [channel, now](Session& session) { return load_facts(session, channel, now); });
}

asio::awaitable<std::vector<MessageId>> ChatRepository::append(std::vector<ChatDraft> batch) {
    return database_.write(
        [batch = std::move(batch)](Session& session) { return append_messages(session, batch); });
}

asio::awaitable<Stretch<ChatMessage>> ChatRepository::history(StreamId room, CursorPage page) {
    return database_.read([room, page, now = clock_()](Session& session) {
        return load_history(session, room, page, now);
    });
}

asio::awaitable<std::optional<ChatMessage>> ChatRepository::find(MessageId id) {
    return database_.read(
        [id, now = clock_()](Session& session) { return load_message(session, id, now); });
}

asio::awaitable<std::vector<ChatMessage>> ChatRepository::said_by(UserId user, MessageId after,
                                                                  std::size_t count) {
    return database_.read([user, after, count, now = clock_()](Session& session) {
        return load_said_by(session, user, after, count, now);
    });
}

}  // namespace freshet::sql
