#include "store/sql/chat_acts.hpp"

#include <string>
#include <utility>

#include "store/sql/chat_rows.hpp"

namespace freshet::sql {

using community::Appointment;
using community::ChatErrc;
using community::ChatMessage;
using community::ChatModerator;
using community::ChatPolicy;
using community::ChatRole;
using community::ChatUser;
using community::Cleared;
using community::MessageState;

namespace {

void set_state(Session& session, MessageId id, MessageState state) {
    auto statement = session.prepare("UPDATE chat_messages SET state = :state WHERE id = :id");
    statement.use(to_string(state)).use(id).run();
}

std::optional<ChannelId> load_channel_of(Session& session, StreamId room) {
    ChannelId channel;
    auto statement = session.prepare("SELECT channel_id FROM streams WHERE id = :id");
    statement.use(room).into(channel);
    return statement.next() ? std::optional(channel) : std::nullopt;
}

/// What there is of a room; nothing at all is before everything.
MessageId load_newest(Session& session, StreamId room) {
    MessageId newest;
    auto statement = session.prepare(
        "SELECT id FROM chat_messages WHERE stream_id = :room ORDER BY id DESC LIMIT 1");
    statement.use(room).into(newest).next();
    return newest;
}

void store_policy(Session& session, ChannelId channel, const ChatPolicy& policy, WallTime now) {
    const auto& settings = policy.settings;
    auto statement = session.prepare(R"(
        INSERT INTO chat_policies (channel_id, slow_mode, followers_only, subscribers_only,
            emote_only, unique_messages, links_allowed, links_held, version, updated_at)
        VALUES (:channel, :slow, :followers, :subscribers, :emote, :unique, :links, :held, :version,
            :now)
        ON CONFLICT (channel_id) DO UPDATE SET slow_mode = excluded.slow_mode,
            followers_only = excluded.followers_only, subscribers_only = excluded.subscribers_only,
            emote_only = excluded.emote_only, unique_messages = excluded.unique_messages,
            links_allowed = excluded.links_allowed, links_held = excluded.links_held,
            version = excluded.version, updated_at = excluded.updated_at)");
    statement.use(channel).use(settings.slow_mode.count());
    statement.use(settings.followers_only ? settings.followers_only->count() : -1);
    statement.use(settings.subscribers_only).use(settings.emote_only);
    statement.use(settings.unique_messages).use(settings.links_allowed).use(settings.links_held);
    statement.use(policy.version).use(now).run();
}

void store_phrases(Session& session, ChannelId channel, const ChatPolicy& policy) {
    session.prepare("DELETE FROM chat_phrases WHERE channel_id = :channel").use(channel).run();
    int place = 0;
    for (const auto& [text, action] : policy.phrases) {
        auto insert = session.prepare(R"(
            INSERT INTO chat_phrases (channel_id, place, phrase, action)
            VALUES (:channel, :place, :phrase, :action))");
        insert.use(channel).use(place++).use(text).use(to_string(action)).run();
    }
}

std::size_t count_moderators(Session& session, ChannelId channel) {
    std::size_t count = 0;
    auto statement =
        session.prepare("SELECT COUNT(*) FROM chat_moderators WHERE channel_id = :channel");
    statement.use(channel).into(count).next();
    return count;
}

std::optional<WallTime> load_appointed(Session& session, ChannelId channel, UserId user) {
    std::optional<WallTime> since;
    auto statement = session.prepare(
        "SELECT created_at FROM chat_moderators WHERE channel_id = :channel AND user_id = :user");
    statement.use(channel).use(user).into(since).next();
    return since;
}

/// Who may say who moderates, and where.
Result<ChatGround> load_office(Session& session, const Moderating& act) {
    auto ground = load_ground(session, act.channel, act.actor);
    if (ground && !community::may_appoint(ground->role)) return fail(ChatErrc::not_owner);
    return ground;
}

}  // namespace

Result<ChatMessage> delete_message(Session& session, const ChatDeed& deed, MessageId id) {
    auto message = load_message(session, id, deed.now);
    if (!message) return fail(ChatErrc::message_not_found);
    if (message->author.id != deed.actor.user) {
        const auto ground = load_ground(session, message->channel, deed.actor);
        if (!ground) return std::unexpected(ground.error());
        const auto author = role_of(session, ground->channel, message->author.id);
        if (!may_moderate(ground->role, author)) return fail(ChatErrc::is_protected);
        record_act(session, *ground, deed.actor,
                   {.action = "chat.message_deleted", .target = to_string(id)}, deed.now);
    }
    set_state(session, id, MessageState::deleted);
    return *std::move(message);
}

Result<Cleared> clear_room(Session& session, const ChatDeed& deed, StreamId room) {
    const auto channel = load_channel_of(session, room);
    if (!channel) return fail(ChatErrc::stream_not_found);
    const auto ground = load_ground(session, *channel, deed.actor);
    if (!ground) return std::unexpected(ground.error());

    // A mark, not a change of each message: a room may have a million.
    const auto through = load_newest(session, room);
    auto mark = session.prepare(R"(
        INSERT INTO chat_clearings (stream_id, through, created_at)
        VALUES (:room, :through, :now)
        ON CONFLICT (stream_id) DO UPDATE
        SET through = excluded.through, created_at = excluded.created_at)");
    mark.use(room).use(through).use(deed.now).run();
    auto reject = session.prepare(
        "UPDATE chat_messages SET state = 'rejected' WHERE stream_id = :room AND state = 'held'");
    reject.use(room).run();
    record_act(session, *ground, deed.actor, {.action = "chat.cleared", .target = to_string(room)},
               deed.now);
    return Cleared{.channel = *channel, .through = through};
}

Result<ChatMessage> review_message(Session& session, const ChatDeed& deed, MessageId id,
                                   bool approve) {
    auto message = load_message(session, id, deed.now);
    if (!message) return fail(ChatErrc::message_not_found);
    const auto ground = load_ground(session, message->channel, deed.actor);
    if (!ground) return std::unexpected(ground.error());
    if (message->state != MessageState::held) return fail(ChatErrc::not_held);
    message->state = approve ? MessageState::visible : MessageState::rejected;
    set_state(session, id, message->state);
    record_act(session, *ground, deed.actor,
               {.action = approve ? "chat.message_approved" : "chat.message_rejected",
                .target = to_string(id)},
               deed.now);
    return *std::move(message);
}

Result<Stretch<ChatMessage>> list_held(Session& session, const Moderating& act,
                                       const CursorPage& page) {
    const auto ground = load_ground(session, act.channel, act.actor);
    if (!ground) return std::unexpected(ground.error());
    std::string condition = "WHERE s.channel_id = :channel AND m.state = 'held'";
    if (page.after) condition += " AND m.id < :after";
    auto statement =
        session.prepare(select_messages(condition + " ORDER BY m.id DESC LIMIT :limit"));
    statement.use(act.now).use(act.channel);
    if (page.after) statement.use(to_string(page.after->id));
    MessageRow row;
    into_message(statement.use(page.limit + 1), row);

    std::vector<ChatMessage> messages;
    while (statement.next()) messages.push_back(message_of(row));
    return stretch_of(std::move(messages), page.limit, [](const ChatMessage& message) {
        return Cursor{.at = message.at, .id = message.id.uuid()};
    });
}

Result<ChatPolicy> change_policy(Session& session, const Moderating& act,
                                 const community::ChatPolicyChange& change) {
    const auto ground = load_ground(session, act.channel, act.actor);
    if (!ground) return std::unexpected(ground.error());
    auto policy = load_policy(session, act.channel);
    community::apply(change, policy);
    ++policy.version;
    store_policy(session, act.channel, policy, act.now);
    if (change.phrases) store_phrases(session, act.channel, policy);
    record_act(session, *ground, act.actor,
               {.action = "chat.policy_changed", .target = ground->channel.handle}, act.now);
    return policy;
}

Result<Paged<ChatModerator>> list_moderators(Session& session, ChannelId channel, Page page) {
    if (!load_chat_channel(session, channel)) return fail(ChatErrc::channel_not_found);
    const std::string tables =
        " FROM chat_moderators o JOIN users u ON u.id = o.user_id AND u.deleted_at IS NULL "
        "WHERE o.channel_id = :channel";
    Paged<ChatModerator> list;
    session.prepare("SELECT COUNT(*)" + tables).use(channel).into(list.total).next();

    ChatModerator row;
    auto statement =
        session.prepare("SELECT u.id, u.username, u.display_name, u.avatar_url, o.created_at" +
                        tables + " ORDER BY o.created_at, u.id LIMIT :limit OFFSET :offset");
    statement.use(channel).use(page.limit).use(page.offset());
    statement.into(row.user.id).into(row.user.username).into(row.user.display_name);
    statement.into(row.user.avatar_url).into(row.since);
    while (statement.next()) list.items.push_back(row);
    return list;
}

Result<Appointment> appoint(Session& session, const Moderating& act, const community::Whom& whom,
                            std::size_t moderators_max) {
    const auto ground = load_office(session, act);
    if (!ground) return std::unexpected(ground.error());
    auto user = load_chat_user(session, whom);
    if (!user) return fail(ChatErrc::user_not_found);
    if (const auto since = load_appointed(session, act.channel, user->id))
        return Appointment{.moderator = {.user = *std::move(user), .since = *since}};
    if (community::moderates(role_of(session, ground->channel, user->id)))
        return fail(ChatErrc::moderates);
    if (count_moderators(session, act.channel) >= moderators_max)
        return fail(ChatErrc::too_many_moderators);

    auto insert = session.prepare(R"(
        INSERT INTO chat_moderators (channel_id, user_id, created_at)
        VALUES (:channel, :user, :now))");
    insert.use(act.channel).use(user->id).use(act.now).run();
    record_act(session, *ground, act.actor,
               {.action = "chat.moderator_added", .target = user->username}, act.now);
    auto lifted = take_ban(session, act, user->id);
    return Appointment{.moderator = {.user = *std::move(user), .since = act.now},
                       .is_new = true,
                       .lifted = std::move(lifted)};
}

Result<ChatUser> dismiss(Session& session, const Moderating& act, const community::Whom& whom) {
    const auto ground = load_office(session, act);
    if (!ground) return std::unexpected(ground.error());
    auto user = load_chat_user(session, whom);
    if (!user) return fail(ChatErrc::user_not_found);
    if (!take_office(session, act.channel, user->id)) return fail(ChatErrc::user_not_found);
    record_act(session, *ground, act.actor,
               {.action = "chat.moderator_removed", .target = user->username}, act.now);
    return *std::move(user);
}

}  // namespace freshet::sql
