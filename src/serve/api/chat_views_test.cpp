#include "serve/api/chat_views.hpp"

#include <gtest/gtest.h>

namespace freshet::api {
namespace {

using community::EmoteTier;
using community::Tier;

community::ChatMessage message_of(community::Badges badges) {
    return {
        .id = MessageId::make(),
        .stream = StreamId::make(),
        .channel = {},
        .author = {.id = UserId::make(), .username = "eve", .avatar_url = "/media/avatars/a.webp"},
        .badges = badges,
        .text = ":wave: :HYPE:",
        .at = {}};
}

class ChatViews : public testing::Test {
protected:
    ChatMessageView view(const community::ChatMessage& message) const {
        return presenter_.message(message, {.emotes = emotes_, .reactions = reactions_}, call_);
    }

    /// The codes of the emotes of what is said with these badges.
    std::vector<std::string> emotes(community::Badges badges) const {
        std::vector<std::string> codes;
        for (const auto& emote : view(message_of(badges)).emotes) codes.push_back(emote.code);
        return codes;
    }

    PublicUrls urls_{{.public_url = "https://tv.example"}};
    Call call_{};
    ChatPresenter presenter_{urls_};
    community::EmoteSet emotes_{
        {{.channel = {}, .code = "wave", .image = "w.webp"},
         {.channel = {}, .code = "hype", .tier = EmoteTier::pro, .image = "h.webp"}}};
    community::ReactionCounts reactions_;
};

TEST_F(ChatViews, a_badge_says_what_somebody_is_and_the_tier_by_its_own_name) {
    const auto badges = [this](community::Badges of) { return view(message_of(of)).badges; };

    EXPECT_EQ(badges({}), std::vector<Badge>());
    EXPECT_EQ(badges({.is_owner = true, .is_admin = true}),
              (std::vector{Badge::owner, Badge::admin}));
    EXPECT_EQ(badges({.is_moderator = true, .tier = Tier::basic}),
              (std::vector{Badge::moderator, Badge::subscriber}));
    EXPECT_EQ(badges({.tier = Tier::pro}), std::vector{Badge::pro});
    EXPECT_EQ(badges({.tier = Tier::premium}), std::vector{Badge::premium});
}

TEST_F(ChatViews, emotes_are_those_that_the_sender_may_use) {
    EXPECT_EQ(emotes({}), std::vector<std::string>{"wave"});
    EXPECT_EQ(emotes({.is_moderator = true, .tier = Tier::basic}),
              std::vector<std::string>{"wave"});
    EXPECT_EQ(emotes({.tier = Tier::pro}), (std::vector<std::string>{"wave", "hype"}));
    EXPECT_EQ(emotes({.is_owner = true}), (std::vector<std::string>{"wave", "hype"}));
}

TEST_F(ChatViews, addresses_are_whole) {
    const auto seen = view(message_of({}));

    EXPECT_EQ(seen.avatar_url, "https://tv.example/media/avatars/a.webp");
    ASSERT_EQ(seen.emotes.size(), 1u);
    EXPECT_EQ(seen.emotes[0].url, "https://tv.example/media/emotes/w.webp");
}

TEST_F(ChatViews, reactions_are_those_of_the_message) {
    const auto message = message_of({});
    reactions_[MessageId::make()] = {{"x", 9}};
    EXPECT_TRUE(view(message).reactions.empty());
    reactions_[message.id] = {{"a", 2}, {"b", 1}};

    const auto seen = view(message);

    ASSERT_EQ(seen.reactions.size(), 2u);
    EXPECT_EQ(seen.reactions[0].emoji, "a");
    EXPECT_EQ(seen.reactions[0].count, 2u);
}

TEST_F(ChatViews, phrases_are_only_for_those_who_moderate) {
    community::ChatPolicy policy{.settings = {.followers_only = std::chrono::minutes(0)},
                                 .phrases = {{.text = "spoiler"}}};

    EXPECT_FALSE(view_of(policy, false).phrases);
    ASSERT_TRUE(view_of(policy, true).phrases);
    EXPECT_EQ(view_of(policy, true).phrases->size(), 1u);
    EXPECT_EQ(view_of(policy, false).followers_only, 0u);
    EXPECT_FALSE(view_of({}, false).followers_only);
}

}  // namespace
}  // namespace freshet::api
