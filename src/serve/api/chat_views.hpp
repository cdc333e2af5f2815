#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "community/chat_message.hpp"
#include "community/chat_policy.hpp"
#include "community/emote.hpp"
#include "community/moderation_repository.hpp"
#include "community/poll.hpp"
#include "community/reactions.hpp"
#include "serve/api/chat_words.hpp"
#include "serve/api/public_urls.hpp"
#include "serve/api/views.hpp"

/// Chat as clients of the API see it.
namespace freshet::api {

/// What all see somebody to be.
enum class Badge : std::uint8_t { owner, admin, moderator, premium, pro, subscriber };
BOOST_DESCRIBE_ENUM(Badge, owner, admin, moderator, premium, pro, subscriber)

struct ChatUserView {
    UserId id;
    std::string username;
    std::string display_name;
    std::optional<std::string> avatar_url;

    static constexpr json::Rule rules[] = {
        {.field = "username", .example = "eve"},
        {.field = "displayName", .example = "Eve"},
        {.field = "avatarUrl", .format = "uri"},
    };
};
BOOST_DESCRIBE_STRUCT(ChatUserView, (), (id, username, display_name, avatar_url))

struct RepliedToView {
    MessageId id;
    UserId user_id;
    std::string username;
    std::string message;

    static constexpr json::Rule rules[] = {
        {.field = "username", .example = "ada"},
        {.field = "message",
         .about = "Empty: it cannot be seen any more.",
         .example = "Which brush?"},
    };
};
BOOST_DESCRIBE_STRUCT(RepliedToView, (), (id, user_id, username, message))

struct UsedEmoteView {
    std::string code;
    std::string url;

    static constexpr json::Rule rules[] = {
        {.field = "code", .example = "wave"},
        {.field = "url", .example = "https://tv.example/media/emotes/w1.webp", .format = "uri"}};
};
BOOST_DESCRIBE_STRUCT(UsedEmoteView, (), (code, url))

struct ReactionView {
    std::string emoji;
    std::uint64_t count = 0;
    bool mine = false;

    static constexpr json::Rule rules[] = {
        {.field = "emoji",
         .about = "An emoji, or an emote between two colons.",
         .example = ":wave:"},
        {.field = "count", .example = "3"},
        {.field = "mine", .about = "Whether it is the caller's, too.", .example = "false"},
    };
};
BOOST_DESCRIBE_STRUCT(ReactionView, (), (emoji, count, mine))

struct ChatMessageView {
    MessageId id;
    StreamId stream_id;
    UserId user_id;
    std::string username;
    std::string display_name;
    std::optional<std::string> avatar_url;
    std::string message;
    WallTime timestamp;
    community::MessageKind kind = community::MessageKind::message;
    std::vector<Badge> badges;
    json::Omittable<RepliedToView> reply_to;
    std::vector<std::string> mentions;
    std::vector<UsedEmoteView> emotes;
    std::vector<ReactionView> reactions;
    bool deleted = false;
    json::Omittable<community::HeldFor> held_for;

    static constexpr json::Rule rules[] = {
        {.field = "username", .example = "eve"},
        {.field = "displayName", .example = "Eve"},
        {.field = "avatarUrl", .format = "uri"},
        {.field = "message",
         .about = "Text, never HTML; empty when it is deleted.",
         .example = "Hello :wave:"},
        {.field = "replyTo", .about = "Only of answers."},
        {.field = "mentions",
         .about = "The names after an @, as they are written.",
         .example = R"(["ada"])"},
        {.field = "emotes", .about = "Of the text, those that its sender may use."},
        {.field = "heldFor", .about = "Only for those who moderate: why it was held."},
    };
};
BOOST_DESCRIBE_STRUCT(ChatMessageView, (),
                      (id, stream_id, user_id, username, display_name, avatar_url, message,
                       timestamp, kind, badges, reply_to, mentions, emotes, reactions, deleted,
                       held_for))

struct PollOptionView {
    std::string text;
    std::uint64_t votes = 0;

    static constexpr json::Rule rules[] = {{.field = "text", .example = "Oil"},
                                           {.field = "votes", .example = "12"}};
};
BOOST_DESCRIBE_STRUCT(PollOptionView, (), (text, votes))

struct PollView {
    PollId id;
    std::string question;
    std::vector<PollOptionView> options;
    std::optional<WallTime> ends_at;
    std::optional<std::uint32_t> my_vote;

    static constexpr json::Rule rules[] = {
        {.field = "question", .example = "Oil or water?"},
        {.field = "endsAt", .about = "Null: when somebody ends it."},
        {.field = "myVote",
         .about = "The place among the options of what the caller voted for. Null: nothing.",
         .example = "0"},
    };
};
BOOST_DESCRIBE_STRUCT(PollView, (), (id, question, options, ends_at, my_vote))

struct PhraseView {
    std::string text;
    community::PhraseAction action = community::PhraseAction::block;

    static constexpr json::Rule rules[] = {
        {.field = "text",
         .about = "A word, or several in a row; found in any case, width and look-alike letters.",
         .example = "spoiler",
         .length_min = 1,
         .length_max = community::BlockedPhrase::characters_max},
        {.field = "action", .about = "Refuse such a message, or hold it for those who moderate."},
    };
};
BOOST_DESCRIBE_STRUCT(PhraseView, (), (text, action))

struct ChatSettingsView {
    std::uint32_t slow_mode = 0;
    std::optional<std::uint32_t> followers_only;
    bool subscribers_only = false;
    bool emote_only = false;
    bool unique_messages = false;
    bool links_allowed = true;
    bool links_held = true;
    json::Omittable<std::vector<PhraseView>> phrases;

    static constexpr json::Rule rules[] = {
        {.field = "id", .about = "A channel's id or handle.", .length_min = 1, .length_max = 100},
        {.field = "slowMode",
         .about = "Seconds between two messages of somebody; 0: off.",
         .example = "10",
         .min = 0,
         .max = community::ChatSettings::slow_mode_max.count()},
        {.field = "followersOnly",
         .about = "Minutes of following; 0: any follower, null: off.",
         .example = "10",
         .min = 0,
         .max = community::ChatSettings::followers_only_max.count()},
        {.field = "subscribersOnly", .example = "false"},
        {.field = "emoteOnly", .example = "false"},
        {.field = "uniqueMessages", .about = "Nobody repeats themselves.", .example = "false"},
        {.field = "linksAllowed", .example = "true"},
        {.field = "linksHeld",
         .about = "Where links are not allowed: held for those who moderate, or refused.",
         .example = "true"},
        {.field = "phrases",
         .about = "What is not to be said. Only for those who moderate.",
         .length_max = community::BlockedPhrase::count_max},
    };
};
BOOST_DESCRIBE_STRUCT(ChatSettingsView, (),
                      (slow_mode, followers_only, subscribers_only, emote_only, unique_messages,
                       links_allowed, links_held, phrases))

struct BanView {
    BanId id;
    std::optional<ChatUserView> user;
    std::vector<std::string> addresses;
    bool has_addresses = false;
    std::string reason;
    std::optional<ChatUserView> by;
    WallTime created_at;
    std::optional<WallTime> until;

    static constexpr json::Rule rules[] = {
        {.field = "user", .about = "Null: it is of addresses alone."},
        {.field = "addresses",
         .about = "Those that the caller has typed.",
         .example = R"(["192.0.2.7/32"])"},
        {.field = "hasAddresses", .about = "Whether there are any, shown or not."},
        {.field = "reason", .example = "Spam."},
        {.field = "by", .about = "Null: the account is gone."},
        {.field = "until", .about = "Of a timeout. Null: for good."},
    };
};
BOOST_DESCRIBE_STRUCT(BanView, (),
                      (id, user, addresses, has_addresses, reason, by, created_at, until))

struct ChatModeratorView : ChatUserView {
    WallTime since;
};
BOOST_DESCRIBE_STRUCT(ChatModeratorView, (ChatUserView), (since))

/// Makes of chat's rows what this caller sees. Immutable; what it refers to outlives it.
class ChatPresenter {
public:
    explicit ChatPresenter(const PublicUrls& urls) : urls_(urls) {}

    /// What a message is shown with.
    struct Around {
        const community::EmoteSet& emotes;
        const community::ReactionCounts& reactions;
    };

    [[nodiscard]] ChatMessageView message(const community::ChatMessage& message,
                                          const Around& around, const Call& call) const;
    [[nodiscard]] ChatUserView user(const community::ChatUser& user, const Call& call) const;
    [[nodiscard]] BanView ban(const community::Ban& ban, const Call& call) const;
    [[nodiscard]] ChatModeratorView moderator(const community::ChatModerator& moderator,
                                              const Call& call) const;

private:
    const PublicUrls& urls_;
};

[[nodiscard]] PollView view_of(const community::Poll& poll, std::optional<std::size_t> my_vote);

/// Without phrases, as everybody sees them.
[[nodiscard]] ChatSettingsView view_of(const community::ChatSettings& settings);

/// Phrases are for those who moderate.
[[nodiscard]] ChatSettingsView view_of(const community::ChatPolicy& policy, bool with_phrases);

}  // namespace freshet::api
