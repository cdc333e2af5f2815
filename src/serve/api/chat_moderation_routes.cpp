#include "serve/api/chat_moderation_routes.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/address_range.hpp"
#include "channels/error.hpp"
#include "community/chat_error.hpp"
#include "serve/api/message.hpp"
#include "serve/api/presenter.hpp"

namespace freshet::api {

using accounts::TokenScope;
using Channels = channels::Errc;
using Chat = community::ChatErrc;
using community::BanKind;
using enum http::Method;

namespace {

Page page_of(const PageOfChannel& input) {
    return {.number = input.page.value_or(1), .limit = input.limit.value_or(20)};
}

std::string place_of(const channels::Channel& channel, std::string_view folder,
                     const std::string& id) {
    return "/api/channels/" + to_string(channel.id) + std::string(folder) + id;
}

void check_named_once(const SomebodyOfChannel& input, json::Issues& issues) {
    if (input.user_id && input.username)
        issues.add({.field = "username", .code = "unknown", .params = {}});
}

std::optional<community::Whom> whom_of(SomebodyOfChannel input) {
    if (input.user_id) return *input.user_id;
    if (input.username) return *std::move(input.username);
    return std::nullopt;
}

/// By id or by name, as users stand in paths.
community::Whom whom_of(UserOfChannel input) {
    if (const auto id = UserId::parse(input.user_id)) return *id;
    return std::move(input.user_id);
}

/// Those that can be read; `validate` names the others.
std::vector<AddressRange> ranges_of(const BanRequest& input) {
    std::vector<AddressRange> ranges;
    if (!input.addresses) return ranges;
    for (const auto& address : *input.addresses) {
        if (const auto range = AddressRange::parse(address)) ranges.push_back(*range);
    }
    return ranges;
}

community::ChatPolicyChange change_of(ChangeChatSettingsRequest input) {
    community::ChatPolicyChange change{.subscribers_only = input.subscribers_only,
                                       .emote_only = input.emote_only,
                                       .unique_messages = input.unique_messages,
                                       .links_allowed = input.links_allowed,
                                       .links_held = input.links_held};
    if (input.slow_mode) change.slow_mode = std::chrono::seconds(*input.slow_mode);
    if (input.followers_only) {
        auto& minutes = change.followers_only.emplace();
        if (*input.followers_only) minutes = std::chrono::minutes(**input.followers_only);
    }
    if (!input.phrases) return change;
    auto& phrases = change.phrases.emplace();
    for (auto& phrase : *input.phrases)
        phrases.push_back({.text = std::move(phrase.text), .action = phrase.action});
    return change;
}

/// What those who moderate look at.
Operation look(std::string_view path, std::string_view id, std::string_view summary) {
    return {.path = path,
            .id = id,
            .tag = "Moderation",
            .summary = summary,
            .scope = Scope::user,
            .token_scope = TokenScope::streams_read,
            .reasons = {Channels::channel_not_found, Chat::not_moderator}};
}

/// What they do.
Operation act(http::Method method, std::string_view path, std::string_view id,
              std::string_view summary, std::vector<ErrorCode> reasons) {
    reasons.emplace_back(Channels::channel_not_found);
    reasons.emplace_back(Chat::not_moderator);
    return {.method = method,
            .path = path,
            .id = id,
            .tag = "Moderation",
            .summary = summary,
            .scope = Scope::user,
            .token_scope = TokenScope::streams_write,
            .reasons = std::move(reasons)};
}

Operation make(std::string_view path, std::string_view id, std::string_view summary,
               std::vector<ErrorCode> reasons) {
    auto operation = act(post, path, id, summary, std::move(reasons));
    operation.success = 201;
    return operation;
}

}  // namespace

void validate(const SomebodyOfChannel& input, json::Issues& issues) {
    check_named_once(input, issues);
    if (!input.user_id && !input.username)
        issues.add({.field = "userId", .code = "required", .params = {}});
}

void validate(const TimeoutRequest& input, json::Issues& issues) {
    validate(static_cast<const SomebodyOfChannel&>(input), issues);
}

void validate(const BanRequest& input, json::Issues& issues) {
    check_named_once(input, issues);
    const auto& addresses = input.addresses;
    if (!input.user_id && !input.username && (!addresses || addresses->empty()))
        issues.add({.field = "userId", .code = "required", .params = {}});
    for (std::size_t i = 0; addresses && i < addresses->size(); ++i) {
        if (AddressRange::parse((*addresses)[i])) continue;
        issues.add({.field = fmt::format("addresses[{}]", i),
                    .code = "bad_format",
                    .params = {{"format", "address"}}});
    }
}

void ChatModerationRoutes::describe(Table& table, ChatModerationRoutes* self) {
    describe_settings(table, self);
    describe_bans(table, self);
    describe_moderators(table, self);
    describe_held(table, self);
}

void ChatModerationRoutes::describe_settings(Table& table, ChatModerationRoutes* self) {
    table.add({.path = "/api/channels/:id/chat-settings",
               .id = "getChatSettings",
               .tag = "Moderation",
               .summary = "The modes of a channel's chat; its phrases for who moderates",
               .token_scope = TokenScope::streams_read,
               .reasons = {Channels::channel_not_found}},
              self, &ChatModerationRoutes::settings);
    auto change = act(patch, "/api/channels/:id/chat-settings", "changeChatSettings",
                      "Change what is named of a channel's chat", {Chat::bad_phrases});
    change.body_bytes_max = std::size_t{256} * 1024;  // Of phrases.
    table.add(std::move(change), self, &ChatModerationRoutes::change_settings);
}

void ChatModerationRoutes::describe_bans(Table& table, ChatModerationRoutes* self) {
    table.add(look("/api/channels/:id/bans", "listBans", "Who is banned for good, newest first"),
              self, &ChatModerationRoutes::bans);
    table.add(make("/api/channels/:id/bans", "banUser",
                   "Keep somebody, or whoever comes from some addresses, out of a chat for good",
                   {Chat::user_not_found, Chat::is_protected, Chat::too_many_bans,
                    Chat::range_too_wide, Chat::bad_reason}),
              self, &ChatModerationRoutes::ban);
    table.add(act(delete_, "/api/channels/:id/bans/:banId", "liftBan", "Lift a ban or a timeout",
                  {Chat::ban_not_found}),
              self, &ChatModerationRoutes::lift);
    table.add(look("/api/channels/:id/timeouts", "listTimeouts",
                   "Who may not write for a while, newest first"),
              self, &ChatModerationRoutes::timeouts);
    table.add(make("/api/channels/:id/timeouts", "timeOutUser",
                   "Keep somebody from writing for a while; replaces the timeout before",
                   {Chat::user_not_found, Chat::is_protected, Chat::is_banned, Chat::too_many_bans,
                    Chat::bad_reason}),
              self, &ChatModerationRoutes::time_out);
    table.add(act(delete_, "/api/channels/:id/timeouts/:userId", "endTimeout",
                  "Let a user, by id or name, write again; lifts a ban as well",
                  {Chat::ban_not_found, Chat::user_not_found}),
              self, &ChatModerationRoutes::end_timeout);
}

void ChatModerationRoutes::describe_moderators(Table& table, ChatModerationRoutes* self) {
    table.add({.path = "/api/channels/:id/moderators",
               .id = "listModerators",
               .tag = "Moderation",
               .summary = "Who moderates a channel's chat, in the order of appointment",
               .token_scope = TokenScope::streams_read,
               .reasons = {Channels::channel_not_found}},
              self, &ChatModerationRoutes::moderators);
    table.add(
        make("/api/channels/:id/moderators", "addModerator",
             "Let somebody moderate; for the owner and the staff",
             {Chat::not_owner, Chat::user_not_found, Chat::moderates, Chat::too_many_moderators}),
        self, &ChatModerationRoutes::add_moderator);
    table.add(act(delete_, "/api/channels/:id/moderators/:userId", "removeModerator",
                  "Let a user, by id or name, moderate no longer; for the owner and the staff",
                  {Chat::not_owner, Chat::user_not_found}),
              self, &ChatModerationRoutes::remove_moderator);
}

void ChatModerationRoutes::describe_held(Table& table, ChatModerationRoutes* self) {
    table.add(look("/api/channels/:id/held-messages", "listHeldMessages",
                   "What waits for those who moderate, newest first"),
              self, &ChatModerationRoutes::held);
    table.add(act(post, "/api/channels/:id/held-messages/:messageId/approve", "approveMessage",
                  "Show a message that was held", {Chat::message_not_found, Chat::not_held}),
              self, &ChatModerationRoutes::approve);
    table.add(act(post, "/api/channels/:id/held-messages/:messageId/reject", "rejectMessage",
                  "Never show a message that was held", {Chat::message_not_found, Chat::not_held}),
              self, &ChatModerationRoutes::reject);
}

asio::awaitable<Reply<ChatSettingsView>> ChatModerationRoutes::settings(Call call,
                                                                        ChatChannelById input) {
    const auto channel = co_await access_.channel(call, std::move(input.id));
    if (!channel) co_return std::unexpected(channel.error());
    const auto policy = co_await parts_.moderation.policy(channel->id);
    if (!policy) co_return std::unexpected(policy.error());
    if (!call.caller) co_return view_of(*policy, false);
    const auto role = co_await parts_.moderation.role(actor_of(call), channel->id);
    co_return view_of(*policy, role && community::moderates(*role));
}

asio::awaitable<Reply<ChatSettingsView>> ChatModerationRoutes::change_settings(
    Call call, ChangeChatSettingsRequest input) {
    const auto channel = co_await access_.channel(call, std::move(input.id));
    if (!channel) co_return std::unexpected(channel.error());
    auto change = change_of(std::move(input));
    const auto policy =
        co_await parts_.moderation.change_policy(actor_of(call), channel->id, std::move(change));
    if (!policy) co_return std::unexpected(policy.error());
    co_return view_of(*policy, true);
}

asio::awaitable<Reply<ListOf<BanView>>> ChatModerationRoutes::bans(Call call, PageOfChannel input) {
    return list_bans(std::move(call), std::move(input), BanKind::ban);
}

asio::awaitable<Reply<ListOf<BanView>>> ChatModerationRoutes::timeouts(Call call,
                                                                       PageOfChannel input) {
    return list_bans(std::move(call), std::move(input), BanKind::timeout);
}

asio::awaitable<Reply<ListOf<BanView>>> ChatModerationRoutes::list_bans(Call call,
                                                                        PageOfChannel input,
                                                                        BanKind kind) {
    const auto page = page_of(input);
    const auto channel = co_await access_.channel(call, std::move(input.id));
    if (!channel) co_return std::unexpected(channel.error());
    const auto rows = co_await parts_.moderation.bans(actor_of(call), channel->id, kind, page);
    if (!rows) co_return std::unexpected(rows.error());
    ListOf<BanView> list{.data = {}, .meta = meta_of(page, rows->total)};
    for (const auto& row : rows->items) list.data.push_back(presenter_.ban(row, call));
    co_return list;
}

asio::awaitable<Reply<BanView>> ChatModerationRoutes::ban(Call call, BanRequest input) {
    auto id = std::move(input.id);
    community::BanWish wish{.reason = input.reason.value_or(""),
                            .with_address = input.with_address.value_or(false),
                            .ranges = ranges_of(input)};
    wish.whom = whom_of(std::move(input));
    return make_ban(std::move(call), std::move(id), std::move(wish));
}

asio::awaitable<Reply<BanView>> ChatModerationRoutes::time_out(Call call, TimeoutRequest input) {
    auto id = std::move(input.id);
    community::BanWish wish{.length = std::chrono::seconds(input.seconds),
                            .reason = input.reason.value_or("")};
    wish.whom = whom_of(std::move(input));
    return make_ban(std::move(call), std::move(id), std::move(wish));
}

asio::awaitable<Reply<BanView>> ChatModerationRoutes::make_ban(Call call, std::string id,
                                                               community::BanWish wish) {
    const auto channel = co_await access_.channel(call, std::move(id));
    if (!channel) co_return std::unexpected(channel.error());
    const auto ban = co_await parts_.moderation.ban(actor_of(call), channel->id, std::move(wish));
    if (!ban) co_return std::unexpected(ban.error());
    co_return created(presenter_.ban(*ban, call), place_of(*channel, "/bans/", to_string(ban->id)));
}

asio::awaitable<Reply<Message>> ChatModerationRoutes::lift(Call call, BanById input) {
    const auto channel = co_await access_.channel(call, std::move(input.id));
    if (!channel) co_return std::unexpected(channel.error());
    const auto lifted = co_await parts_.moderation.lift(actor_of(call), channel->id, input.ban_id);
    if (!lifted) co_return std::unexpected(lifted.error());
    co_return message(call, "ban_lifted.message");
}

asio::awaitable<Reply<Message>> ChatModerationRoutes::end_timeout(Call call, UserOfChannel input) {
    const auto channel = co_await access_.channel(call, std::move(input.id));
    if (!channel) co_return std::unexpected(channel.error());
    auto whom = whom_of(std::move(input));
    const auto lifted =
        co_await parts_.moderation.unban(actor_of(call), channel->id, std::move(whom));
    if (!lifted) co_return std::unexpected(lifted.error());
    co_return message(call, "ban_lifted.message");
}

asio::awaitable<Reply<ListOf<ChatModeratorView>>> ChatModerationRoutes::moderators(
    Call call, PageOfChannel input) {
    const auto page = page_of(input);
    const auto channel = co_await access_.channel(call, std::move(input.id));
    if (!channel) co_return std::unexpected(channel.error());
    const auto rows = co_await parts_.moderation.moderators(channel->id, page);
    if (!rows) co_return std::unexpected(rows.error());
    ListOf<ChatModeratorView> list{.data = {}, .meta = meta_of(page, rows->total)};
    for (const auto& row : rows->items) list.data.push_back(presenter_.moderator(row, call));
    co_return list;
}

asio::awaitable<Reply<ChatModeratorView>> ChatModerationRoutes::add_moderator(
    Call call, SomebodyOfChannel input) {
    const auto channel = co_await access_.channel(call, std::move(input.id));
    if (!channel) co_return std::unexpected(channel.error());
    auto whom = whom_of(std::move(input)).value();  // `validate` has seen to it.
    const auto added =
        co_await parts_.moderation.add_moderator(actor_of(call), channel->id, std::move(whom));
    if (!added) co_return std::unexpected(added.error());
    co_return created(presenter_.moderator(*added, call),
                      place_of(*channel, "/moderators/", to_string(added->user.id)));
}

asio::awaitable<Reply<Message>> ChatModerationRoutes::remove_moderator(Call call,
                                                                       UserOfChannel input) {
    const auto channel = co_await access_.channel(call, std::move(input.id));
    if (!channel) co_return std::unexpected(channel.error());
    auto whom = whom_of(std::move(input));
    const auto removed =
        co_await parts_.moderation.remove_moderator(actor_of(call), channel->id, std::move(whom));
    if (!removed) co_return std::unexpected(removed.error());
    co_return message(call, "moderator_removed.message");
}

asio::awaitable<Reply<CursorListOf<ChatMessageView>>> ChatModerationRoutes::held(
    Call call, HeldMessagesRequest input) {
    const CursorPage page{.after = input.cursor, .limit = input.limit.value_or(20)};
    const auto channel = co_await access_.channel(call, std::move(input.id));
    if (!channel) co_return std::unexpected(channel.error());
    const auto messages = co_await parts_.moderation.held(actor_of(call), channel->id, page);
    if (!messages) co_return std::unexpected(messages.error());
    auto emotes = co_await parts_.emotes.of_channel(channel->id);
    const community::EmoteSet set(std::move(emotes));
    co_return list_of(*messages, [&](const community::ChatMessage& message) {
        auto view = presenter_.message(message, {.emotes = set, .reactions = {}}, call);
        if (message.held_for) view.held_for = *message.held_for;
        return view;
    });
}

asio::awaitable<Reply<ChatMessageView>> ChatModerationRoutes::approve(Call call,
                                                                      HeldMessageById input) {
    return review(std::move(call), std::move(input), true);
}

asio::awaitable<Reply<ChatMessageView>> ChatModerationRoutes::reject(Call call,
                                                                     HeldMessageById input) {
    return review(std::move(call), std::move(input), false);
}

asio::awaitable<Reply<ChatMessageView>> ChatModerationRoutes::review(Call call,
                                                                     HeldMessageById input,
                                                                     bool approve) {
    const auto channel = co_await access_.channel(call, std::move(input.id));
    if (!channel) co_return std::unexpected(channel.error());
    const auto found = co_await parts_.messages.find(input.message_id);
    if (!found || found->channel != channel->id) co_return fail(Chat::message_not_found);
    const auto reviewed = co_await parts_.moderation.review(actor_of(call), found->id, approve);
    if (!reviewed) co_return std::unexpected(reviewed.error());
    auto emotes = co_await parts_.emotes.of_channel(channel->id);
    const community::EmoteSet set(std::move(emotes));
    auto view = presenter_.message(*reviewed, {.emotes = set, .reactions = {}}, call);
    if (reviewed->held_for) view.held_for = *reviewed->held_for;
    co_return view;
}

}  // namespace freshet::api
