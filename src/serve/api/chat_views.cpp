#include "serve/api/chat_views.hpp"

#include <utility>

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
    for (const auto& [emoji, count] : found->second) list.push_back({emoji, count});
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
                         .emotes = {},
                         .reactions = reactions_of(message.id, around.reactions),
                         .deleted = message.state == community::MessageState::deleted,
                         .held_for = {}};
    const community::Entitlements sender{.is_owner = message.badges.is_owner,
                                         .tier = message.badges.tier};
    for (const auto& emote : around.emotes.in(message.text, sender))
        view.emotes.push_back({.code = emote.code, .url = urls_.absolute(call, emote.path())});
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

ChatSettingsView view_of(const community::ChatPolicy& policy, bool with_phrases) {
    const auto& settings = policy.settings;
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
    if (!with_phrases) return view;
    auto& phrases = view.phrases.emplace();
    for (const auto& phrase : policy.phrases)
        phrases.push_back({.text = phrase.text, .action = phrase.action});
    return view;
}

}  // namespace freshet::api
