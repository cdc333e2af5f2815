#include "serve/api/chat_views.hpp"

#include <utility>

#include "community/mentions.hpp"

namespace freshet::api {

using community::ChatMessage;

namespace {

std::vector<Badge> badges_of(const community::Badges& badges) {
    std::vector<Badge> list;
    if (badges.is_owner) list.push_back(Badge::owner);
    if (badges.is_admin) list.push_back(Badge::admin);
    if (badges.is_moderator) list.push_back(Badge::moderator);
    if (!badges.tier) return list;
    switch (*badges.tier) {
        case community::Tier::basic: list.push_back(Badge::subscriber); break;
        case community::Tier::pro: list.push_back(Badge::pro); break;
        case community::Tier::premium: list.push_back(Badge::premium); break;
    }
    return list;
}

json::Omittable<RepliedToView> view_of(const std::optional<community::RepliedTo>& reply) {
    if (!reply) return {};
    return RepliedToView{.id = reply->id,
                         .user_id = reply->author.id,
                         .username = reply->author.username,
                         .message = reply->text};
}

std::vector<ReactionView> reactions_of(MessageId message, const community::ReactionCounts& counts) {
    std::vector<ReactionView> list;
    const auto found = counts.find(message);
    if (found == counts.end()) return list;
    for (const auto& each : found->second)
        list.push_back({.emoji = each.emoji, .count = each.count, .mine = each.is_mine});
    return list;
}

}  // namespace

ChatMessageView ChatPresenter::message(const ChatMessage& message, const Around& around,
                                       const Call& call) const {
    ChatMessageView view{.id = message.id,
                         .stream_id = message.stream,
                         .user_id = message.author.id,
                         .username = message.author.username,
                         .display_name = message.author.display_name,
                         .avatar_url = urls_.absolute(call, message.author.avatar_url),
                         .message = message.text,
                         .timestamp = message.at,
                         .kind = message.kind,
                         .badges = badges_of(message.badges),
                         .reply_to = view_of(message.reply_to),
                         .mentions = community::mentions_in(message.text),
                         .emotes = {},
                         .reactions = reactions_of(message.id, around.reactions),
                         .deleted = message.state == community::MessageState::deleted,
                         .held_for = {}};
    const community::Entitlements sender{.is_owner = message.badges.is_owner,
                                         .tier = message.badges.tier};
    for (const auto& emote : around.emotes.in(message.text, sender))
        view.emotes.push_back({.code = emote.code, .url = urls_.http_base(call) + emote.path()});
    return view;
}

ChatUserView ChatPresenter::user(const community::ChatUser& user, const Call& call) const {
    return {.id = user.id,
            .username = user.username,
            .display_name = user.display_name,
            .avatar_url = urls_.absolute(call, user.avatar_url)};
}

BanView ChatPresenter::ban(const community::Ban& ban, const Call& call) const {
    BanView view{.id = ban.id,
                 .user = {},
                 .addresses = {},
                 .has_addresses = ban.has_addresses,
                 .reason = ban.reason,
                 .by = {},
                 .created_at = ban.at,
                 .until = ban.until};
    for (const auto& range : ban.ranges) view.addresses.push_back(to_string(range));
    if (ban.user) view.user = user(*ban.user, call);
    if (ban.by) view.by = user(*ban.by, call);
    return view;
}

ChatModeratorView ChatPresenter::moderator(const community::ChatModerator& moderator,
                                           const Call& call) const {
    return {user(moderator.user, call), moderator.since};
}

PollView view_of(const community::Poll& poll, std::optional<std::size_t> my_vote) {
    PollView view{.id = poll.id,
                  .question = poll.question,
                  .options = {},
                  .ends_at = poll.ends_at,
                  .my_vote = {}};
    for (const auto& option : poll.options)
        view.options.push_back({.text = option.text, .votes = option.votes});
    if (my_vote) view.my_vote = static_cast<std::uint32_t>(*my_vote);
    return view;
}

ChatSettingsView view_of(const community::ChatSettings& settings) {
    ChatSettingsView view{.slow_mode = static_cast<std::uint32_t>(settings.slow_mode.count()),
                          .followers_only = {},
                          .subscribers_only = settings.subscribers_only,
                          .emote_only = settings.emote_only,
                          .unique_messages = settings.unique_messages,
                          .links_allowed = settings.links_allowed,
                          .links_held = settings.links_held,
                          .phrases = {}};
    if (settings.followers_only)
        view.followers_only = static_cast<std::uint32_t>(settings.followers_only->count());
    return view;
}

ChatSettingsView view_of(const community::ChatPolicy& policy, bool with_phrases) {
    auto view = view_of(policy.settings);
    if (!with_phrases) return view;
    auto& phrases = view.phrases.emplace();
    for (const auto& phrase : policy.phrases)
        phrases.push_back({.text = phrase.text, .action = phrase.action});
    return view;
}

}  // namespace freshet::api
