#include "store/sql/chat_rows.hpp"

#include <utility>

#include "base/names.hpp"
#include "store/sql/audit_rows.hpp"

namespace freshet::sql {

using community::BlockedPhrase;
using community::ChatActor;
using community::ChatErrc;
using community::ChatMessage;
using community::ChatPolicy;
using community::ChatRole;
using community::ChatUser;
using community::MessageState;
using community::Whom;

namespace {

constexpr std::string_view message_columns = R"(
    m.id, m.stream_id, s.channel_id, c.user_id, m.user_id, u.username, u.display_name, u.avatar_url,
    u.role, CASE WHEN o.user_id IS NULL THEN 0 ELSE 1 END, COALESCE(b.tier, ''), m.kind,
    CASE WHEN m.state = 'deleted' OR (m.state = 'visible' AND m.id <= COALESCE(k.through, ''))
        THEN '' ELSE m.text END,
    CASE WHEN m.state = 'visible' AND m.id <= COALESCE(k.through, '')
        THEN 'deleted' ELSE m.state END,
    m.held_for, m.created_at, m.reply_to, COALESCE(a.id, ''), COALESCE(a.username, ''),
    COALESCE(a.display_name, ''), COALESCE(a.avatar_url, ''),
    CASE WHEN a.id IS NOT NULL AND p.state = 'visible' AND p.id > COALESCE(k.through, '')
        THEN p.text ELSE '' END)";

// What an answer answers is of the same room, or not there.
constexpr std::string_view message_tables = R"(
    chat_messages m
    JOIN users u ON u.id = m.user_id AND u.deleted_at IS NULL
    JOIN streams s ON s.id = m.stream_id
    JOIN channels c ON c.id = s.channel_id
    LEFT JOIN chat_clearings k ON k.stream_id = m.stream_id
    LEFT JOIN chat_moderators o ON o.channel_id = s.channel_id AND o.user_id = m.user_id
    LEFT JOIN subscriptions b ON b.user_id = m.user_id AND b.streamer_id = c.user_id
        AND b.status IN ('active', 'past_due', 'canceled') AND b.in_force_until > :now
    LEFT JOIN chat_messages p ON p.id = m.reply_to AND p.stream_id = m.stream_id
    LEFT JOIN users a ON a.id = p.user_id AND a.deleted_at IS NULL)";

std::optional<std::optional<community::Tier>> tier_or_none(std::string_view text) {
    return community::tier_from(text);
}

std::optional<std::optional<community::HeldFor>> reason_or_none(std::string_view text) {
    return community::held_for_from(text);
}

std::optional<std::optional<MessageId>> message_or_none(std::string_view text) {
    return MessageId::parse(text);
}

/// Nobody where there is none.
std::optional<UserId> user_or_nobody(std::string_view text) {
    return text.empty() ? UserId() : UserId::parse(text);
}

bool is_staff(std::string_view role) { return role == "admin" || role == "moderator"; }

std::vector<BlockedPhrase> load_phrases(Session& session, ChannelId channel) {
    std::vector<BlockedPhrase> phrases;
    BlockedPhrase phrase;
    auto statement = session.prepare(
        "SELECT phrase, action FROM chat_phrases WHERE channel_id = :channel ORDER BY place");
    statement.use(channel).into(phrase.text).into(phrase.action, community::phrase_action_from);
    while (statement.next()) phrases.push_back(phrase);
    return phrases;
}

}  // namespace

std::string select_messages(std::string_view condition) {
    return "SELECT " + std::string(message_columns) + " FROM " + std::string(message_tables) + " " +
           std::string(condition);
}

Statement& into_message(Statement& statement, MessageRow& row) {
    auto& [message, owner, role, reply_to, replied] = row;
    statement.into(message.id).into(message.stream).into(message.channel).into(owner);
    statement.into(message.author.id).into(message.author.username);
    statement.into(message.author.display_name).into(message.author.avatar_url);
    statement.into(role).into(message.badges.is_moderator);
    statement.into(message.badges.tier, tier_or_none);
    statement.into(message.kind, community::message_kind_from).into(message.text);
    statement.into(message.state, community::message_state_from);
    statement.into(message.held_for, reason_or_none).into(message.at);
    statement.into(reply_to, message_or_none).into(replied.author.id, user_or_nobody);
    statement.into(replied.author.username).into(replied.author.display_name);
    return statement.into(replied.author.avatar_url).into(replied.text);
}

ChatMessage message_of(const MessageRow& row) {
    auto message = row.message;
    message.badges.is_owner = message.author.id == row.owner;
    message.badges.is_admin = row.role == "admin";
    message.badges.is_moderator = message.badges.is_moderator || row.role == "moderator";
    if (row.reply_to) {
        message.reply_to = row.replied;
        message.reply_to->id = *row.reply_to;
    }
    return message;
}

std::optional<ChatMessage> load_message(Session& session, MessageId id, WallTime now) {
    MessageRow row;
    auto statement = session.prepare(select_messages("WHERE m.id = :id"));
    into_message(statement.use(now).use(id), row);
    return statement.next() ? std::optional(message_of(row)) : std::nullopt;
}

std::optional<ChatUser> load_chat_user(Session& session, const Whom& whom) {
    const auto* id = std::get_if<UserId>(&whom);
    ChatUser user;
    auto statement = session.prepare(
        "SELECT id, username, display_name, avatar_url FROM users WHERE deleted_at IS NULL AND " +
        std::string(id != nullptr ? "id = :id" : "username_key = :name"));
    statement.use(id != nullptr ? to_string(*id) : to_lower_ascii(std::get<std::string>(whom)));
    statement.into(user.id).into(user.username).into(user.display_name).into(user.avatar_url);
    return statement.next() ? std::optional(user) : std::nullopt;
}

std::optional<ChatChannel> load_chat_channel(Session& session, ChannelId id) {
    ChatChannel channel;
    auto statement = session.prepare(R"(
        SELECT c.id, c.user_id, c.handle
        FROM channels c JOIN users u ON u.id = c.user_id AND u.deleted_at IS NULL
        WHERE c.id = :id AND c.deleted_at IS NULL)");
    statement.use(id).into(channel.id).into(channel.owner).into(channel.handle);
    return statement.next() ? std::optional(channel) : std::nullopt;
}

bool is_moderator(Session& session, ChannelId channel, UserId user) {
    std::int64_t count = 0;
    auto statement = session.prepare(
        "SELECT COUNT(*) FROM chat_moderators WHERE channel_id = :channel AND user_id = :user");
    statement.use(channel).use(user).into(count).next();
    return count > 0;
}

bool take_office(Session& session, ChannelId channel, UserId user) {
    auto statement = session.prepare(
        "DELETE FROM chat_moderators WHERE channel_id = :channel AND user_id = :user");
    return statement.use(channel).use(user).run() == 1;
}

ChatRole role_of(Session& session, const ChatChannel& channel, const ChatActor& actor) {
    if (actor.user == channel.owner) return ChatRole::owner;
    if (actor.is_staff) return ChatRole::staff;
    return is_moderator(session, channel.id, actor.user) ? ChatRole::moderator : ChatRole::viewer;
}

ChatRole role_of(Session& session, const ChatChannel& channel, UserId target) {
    std::string role;
    auto statement = session.prepare("SELECT role FROM users WHERE id = :id");
    statement.use(target).into(role).next();
    return role_of(session, channel,
                   ChatActor{.user = target, .is_staff = is_staff(role), .ip = {}});
}

Result<ChatGround> load_ground(Session& session, ChannelId channel, const ChatActor& actor) {
    auto found = load_chat_channel(session, channel);
    if (!found) return fail(ChatErrc::channel_not_found);
    const auto role = role_of(session, *found, actor);
    if (!community::moderates(role)) return fail(ChatErrc::not_moderator);
    return ChatGround{.channel = *std::move(found), .role = role};
}

void record_act(Session& session, const ChatGround& ground, const ChatActor& actor, ChatAct act,
                WallTime now) {
    if (ground.role != ChatRole::staff) return;
    record(session,
           {.actor = actor.user,
            .action = std::move(act.action),
            .target = std::move(act.target),
            .details = "in " + ground.channel.handle,
            .ip = actor.ip},
           now);
}

ChatPolicy load_policy(Session& session, ChannelId channel) {
    ChatPolicy policy;
    auto& settings = policy.settings;
    std::int64_t slow_mode = 0;
    std::int64_t followers_only = -1;
    auto statement = session.prepare(R"(
        SELECT slow_mode, followers_only, subscribers_only, emote_only, unique_messages,
            links_allowed, links_held, version
        FROM chat_policies WHERE channel_id = :channel)");
    statement.use(channel).into(slow_mode).into(followers_only).into(settings.subscribers_only);
    statement.into(settings.emote_only).into(settings.unique_messages);
    statement.into(settings.links_allowed).into(settings.links_held).into(policy.version);
    if (!statement.next()) return policy;
    settings.slow_mode = std::chrono::seconds(slow_mode);
    if (followers_only >= 0) settings.followers_only = std::chrono::minutes(followers_only);
    policy.phrases = load_phrases(session, channel);
    return policy;
}

}  // namespace freshet::sql
