#include "serve/chat/message.hpp"

#include <algorithm>
#include <utility>

#include "base/names.hpp"

namespace freshet::chat {

namespace {

// As many as somebody can mean.
constexpr std::size_t mentions_max = 20;

// Of a username, as accounts has it.
constexpr std::size_t name_min = 3;
constexpr std::size_t name_max = 50;

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

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

std::vector<std::string> mentions_in(std::string_view text) {
    std::vector<std::string> names;
    for (auto at = text.find('@'); at != text.npos; at = text.find('@', at + 1)) {
        if (at > 0 && is_name_character(text[at - 1])) continue;  // An e-mail address.
        const auto rest = text.substr(at + 1);
        const auto end = std::ranges::find_if_not(rest, is_name_character);
        const std::string name(rest.begin(), end);
        const bool is_name = name.size() >= name_min && name.size() <= name_max;
        if (!is_name || names.size() == mentions_max) continue;
        const bool is_new = std::ranges::none_of(names, [&](const std::string& other) {
            return to_lower_ascii(other) == to_lower_ascii(name);
        });
        if (is_new) names.push_back(name);
    }
    return names;
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
                      .mentions = mentions_in(row.text),
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

SettingsView view_of(const community::ChatSettings& settings) {
    SettingsView view{.slow_mode = settings.slow_mode.count(),
                      .followers_only = {},
                      .subscribers_only = settings.subscribers_only,
                      .emote_only = settings.emote_only,
                      .unique_messages = settings.unique_messages,
                      .links_allowed = settings.links_allowed,
                      .links_held = settings.links_held};
    if (settings.followers_only) view.followers_only = settings.followers_only->count();
    return view;
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
    for (const auto& [emoji, count] : reactions) views.push_back({.emoji = emoji, .count = count});
    return views;
}

}  // namespace freshet::chat
