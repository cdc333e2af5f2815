#include "serve/chat/message.hpp"

#include <algorithm>
#include <utility>

#include "community/mentions.hpp"

namespace freshet::chat {

namespace {

std::vector<std::string> names_of(const community::Badges& badges) {
    std::vector<std::string> names;
    if (badges.is_owner) names.emplace_back("owner");
    if (badges.is_admin) names.emplace_back("admin");
    if (badges.is_moderator) names.emplace_back("moderator");
    if (badges.tier == community::Tier::premium) names.emplace_back("premium");
    if (badges.tier == community::Tier::pro) names.emplace_back("pro");
    if (badges.tier) names.emplace_back("subscriber");
    return names;
}

json::Omittable<ReplyView> view_of(const std::optional<community::RepliedTo>& reply) {
    json::Omittable<ReplyView> view;
    if (!reply) return view;
    view.emplace() = {.id = reply->id,
                      .user_id = reply->author.id,
                      .username = reply->author.username,
                      .message = reply->text};
    return view;
}

}  // namespace

Message message_of(community::ChatMessage row, const community::EmoteSet& emotes) {
    const community::Entitlements author{.is_owner = row.badges.is_owner, .tier = row.badges.tier};
    auto used = emotes.in(row.text, author);
    return {.row = std::move(row), .emotes = std::move(used)};
}

KebabMessage Looks::kebab(const Message& message) const {
    const auto& row = message.row;
    KebabMessage view{.id = row.id,
                      .room_id = row.stream,
                      .user_id = row.author.id,
                      .username = row.author.username,
                      .display_name = row.author.display_name,
                      .avatar_url = avatar(row.author),
                      .message = row.text,
                      .timestamp = row.at,
                      .kind = row.kind,
                      .badges = names_of(row.badges),
                      .reply_to = view_of(row.reply_to),
                      .mentions = community::mentions_in(row.text),
                      .emotes = {},
                      .reactions = views_of(message.reactions),
                      .deleted = row.state == community::MessageState::deleted};
    for (const auto& used : message.emotes) view.emotes.push_back(emote(used));
    return view;
}

SnakeMessage Looks::snake(const Message& message) const {
    auto same = kebab(message);
    return {.id = same.id,
            .stream_id = same.room_id,
            .user = {.id = same.user_id,
                     .username = std::move(same.username),
                     .display_name = std::move(same.display_name),
                     .avatar = std::move(same.avatar_url)},
            .message = std::move(same.message),
            .timestamp = same.timestamp,
            .kind = same.kind,
            .badges = std::move(same.badges),
            .reply_to = std::move(same.reply_to),
            .mentions = std::move(same.mentions),
            .emotes = std::move(same.emotes),
            .reactions = std::move(same.reactions),
            .deleted = same.deleted};
}

EmoteView Looks::emote(const community::Emote& emote) const {
    return {.code = emote.code, .url = base_url_ + emote.path()};
}

std::optional<std::string> Looks::avatar(const community::ChatUser& user) const {
    if (user.avatar_url.empty()) return std::nullopt;
    return base_url_ + user.avatar_url;
}

PollView view_of(const community::Poll& poll, WallTime now) {
    PollView view{.id = poll.id,
                  .question = poll.question,
                  .options = {},
                  .ends_at = poll.ends_at,
                  .ended = poll.is_over(now)};
    for (const auto& option : poll.options)
        view.options.push_back({.text = option.text, .votes = option.votes});
    return view;
}

std::vector<ReactionView> views_of(const std::vector<community::ReactionCount>& reactions) {
    std::vector<ReactionView> views;
    for (const auto& each : reactions)
        views.push_back({.emoji = each.emoji, .count = each.count});
    return views;
}

}  // namespace freshet::chat
