#pragma once

#include <string>
#include <vector>

#include "serve/api/chat_routes.hpp"

namespace freshet::api {

struct ChatChannelById {
    std::string id;

    static constexpr json::Rule rules[] = {
        {.field = "id", .about = "A channel's id or handle.", .length_min = 1, .length_max = 100},
        {.field = "page", .example = "1", .min = 1},
        {.field = "limit", .example = "20", .min = 1, .max = Page::limit_max},
        {.field = "cursor",
         .about = "`nextCursor` of the answer before.",
         .example = "AAABo2DYsAABmh9RaHSh26rqlmwm-K2R"},
        {.field = "userId", .about = "Who; or `username`."},
        {.field = "username",
         .about = "Who, in any case; or `userId`.",
         .example = "eve",
         .length_max = 100},
        {.field = "reason",
         .about = "For those who moderate.",
         .example = "Spam.",
         .length_max = community::Moderation::reason_characters_max},
        {.field = "seconds",
         .example = "600",
         .min = 1,
         .max = community::Moderation::timeout_max.count()},
        {.field = "withAddress",
         .about = "Also where the user's last sessions came from.",
         .example = "false"},
        {.field = "addresses",
         .about = "Addresses and ranges of them.",
         .example = R"(["192.0.2.0/24"])",
         .length_max = community::Moderation::ranges_max},
    };
};
BOOST_DESCRIBE_STRUCT(ChatChannelById, (), (id))

struct PageOfChannel : ChatChannelById {
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;
};
BOOST_DESCRIBE_STRUCT(PageOfChannel, (ChatChannelById), (page, limit))

struct HeldMessagesRequest : ChatChannelById {
    std::optional<Cursor> cursor;
    std::optional<std::uint32_t> limit;
};
BOOST_DESCRIBE_STRUCT(HeldMessagesRequest, (ChatChannelById), (cursor, limit))

struct HeldMessageById : ChatChannelById {
    MessageId message_id;
};
BOOST_DESCRIBE_STRUCT(HeldMessageById, (ChatChannelById), (message_id))

/// What somebody does not want to have said.
struct NewPhrase : PhraseView {};
BOOST_DESCRIBE_STRUCT(NewPhrase, (PhraseView), ())

struct ChangeChatSettingsRequest {
    std::string id;
    json::Omittable<std::uint32_t> slow_mode;
    json::Omittable<std::optional<std::uint32_t>> followers_only;
    json::Omittable<bool> subscribers_only;
    json::Omittable<bool> emote_only;
    json::Omittable<bool> unique_messages;
    json::Omittable<bool> links_allowed;
    json::Omittable<bool> links_held;
    json::Omittable<std::vector<NewPhrase>> phrases;

    static constexpr auto& rules = ChatSettingsView::rules;
};
BOOST_DESCRIBE_STRUCT(ChangeChatSettingsRequest, (),
                      (id, slow_mode, followers_only, subscribers_only, emote_only, unique_messages,
                       links_allowed, links_held, phrases))

/// Somebody by id or by name.
struct SomebodyOfChannel : ChatChannelById {
    std::optional<UserId> user_id;
    std::optional<std::string> username;
};
BOOST_DESCRIBE_STRUCT(SomebodyOfChannel, (ChatChannelById), (user_id, username))

struct BanRequest : SomebodyOfChannel {
    std::optional<std::string> reason;
    std::optional<bool> with_address;
    std::optional<std::vector<std::string>> addresses;
};
BOOST_DESCRIBE_STRUCT(BanRequest, (SomebodyOfChannel), (reason, with_address, addresses))

struct TimeoutRequest : SomebodyOfChannel {
    std::uint32_t seconds = 0;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(TimeoutRequest, (SomebodyOfChannel), (seconds, reason))

struct BanById : ChatChannelById {
    BanId ban_id;
};
BOOST_DESCRIBE_STRUCT(BanById, (ChatChannelById), (ban_id))

struct UserOfChannel : ChatChannelById {
    std::string user_id;
};
BOOST_DESCRIBE_STRUCT(UserOfChannel, (ChatChannelById), (user_id))

/// Exactly one of the two names; a ban may be of addresses alone.
void validate(const BanRequest& input, json::Issues& issues);
void validate(const TimeoutRequest& input, json::Issues& issues);
void validate(const SomebodyOfChannel& input, json::Issues& issues);

/// What those who moderate do in a channel's chat. Used by all io threads at once; what it refers
/// to outlives it.
class ChatModerationRoutes {
public:
    ChatModerationRoutes(ChatParts parts, const Access& access, const PublicUrls& urls)
        : parts_(parts), access_(access), presenter_(urls) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, ChatModerationRoutes* self);

private:
    static void describe_settings(Table& table, ChatModerationRoutes* self);
    static void describe_bans(Table& table, ChatModerationRoutes* self);
    static void describe_moderators(Table& table, ChatModerationRoutes* self);
    static void describe_held(Table& table, ChatModerationRoutes* self);

    asio::awaitable<Reply<ChatSettingsView>> settings(Call call, ChatChannelById input);
    asio::awaitable<Reply<ChatSettingsView>> change_settings(Call call,
                                                             ChangeChatSettingsRequest input);
    asio::awaitable<Reply<ListOf<BanView>>> bans(Call call, PageOfChannel input);
    asio::awaitable<Reply<BanView>> ban(Call call, BanRequest input);
    asio::awaitable<Reply<Message>> lift(Call call, BanById input);
    asio::awaitable<Reply<ListOf<BanView>>> timeouts(Call call, PageOfChannel input);
    asio::awaitable<Reply<BanView>> time_out(Call call, TimeoutRequest input);
    asio::awaitable<Reply<Message>> end_timeout(Call call, UserOfChannel input);
    asio::awaitable<Reply<ListOf<ChatModeratorView>>> moderators(Call call, PageOfChannel input);
    asio::awaitable<Reply<ChatModeratorView>> add_moderator(Call call, SomebodyOfChannel input);
    asio::awaitable<Reply<Message>> remove_moderator(Call call, UserOfChannel input);
    asio::awaitable<Reply<CursorListOf<ChatMessageView>>> held(Call call,
                                                               HeldMessagesRequest input);
    asio::awaitable<Reply<ChatMessageView>> approve(Call call, HeldMessageById input);
    asio::awaitable<Reply<ChatMessageView>> reject(Call call, HeldMessageById input);

    asio::awaitable<Reply<ListOf<BanView>>> list_bans(Call call, PageOfChannel input,
                                                      community::BanKind kind);
    asio::awaitable<Reply<BanView>> make_ban(Call call, std::string id, community::BanWish wish);
    asio::awaitable<Reply<ChatMessageView>> review(Call call, HeldMessageById input, bool approve);

    ChatParts parts_;
    const Access& access_;
    ChatPresenter presenter_;
};

}  // namespace freshet::api
