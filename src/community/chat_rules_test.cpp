#include "community/chat_rules.hpp"

#include <gtest/gtest.h>

namespace freshet::community {
namespace {

using namespace std::chrono_literals;
using Kind = ChatVerdict::Kind;

constexpr WallTime noon{1'800'000'000'000ms};

const UserId owner = UserId::make();
const UserId ada = UserId::make();
const UserId eve = UserId::make();
const UserId mod = UserId::make();

ChatFacts facts_with(ChatSettings settings, std::vector<BlockedPhrase> phrases = {}) {
    return {.channel = ChannelId::make(),
            .owner = owner,
            .policy = {.settings = settings, .phrases = std::move(phrases), .version = 1},
            .bans = {},
            .moderators = {mod}};
}

ChatSender viewer(UserId user = ada) { return {.user = user, .address = "192.0.2.7"}; }

ChatSender subscriber(Tier tier = Tier::basic) {
    return {.user = ada, .entitlements = {.tier = tier}, .address = "192.0.2.7"};
}

ChatSender follower(WallTime since) {
    return {.user = ada, .entitlements = {.following_since = since}, .address = "192.0.2.7"};
}

ChatVerdict say(const ChatRules& rules, const ChatSender& sender, std::string text = "hello",
                WallTime now = noon) {
    return rules.judge(sender, {.text = std::move(text)}, now);
}

BanTerms ban_of(UserId user, std::optional<WallTime> until = {}) {
    return {.id = BanId::make(), .user = user, .ranges = {}, .until = until};
}

BanTerms ban_of(std::string_view range) {
    return {.id = BanId::make(),
            .user = {},
            .ranges = {AddressRange::parse(range).value()},
            .until = {}};
}

/// Everything that can be on is on, so that nobody who is held back by anything gets through.
const ChatSettings strictest{.slow_mode = 30s,
                             .followers_only = 10min,
                             .subscribers_only = true,
                             .emote_only = true,
                             .unique_messages = true,
                             .links_allowed = false,
                             .links_held = false};

TEST(ChatRules, without_modes_everybody_who_is_signed_in_may_speak) {
    const ChatRules rules(facts_with({}));

    EXPECT_EQ(say(rules, viewer()), ChatVerdict());
    EXPECT_EQ(say(rules, viewer(), "see example.com"), ChatVerdict());
    EXPECT_EQ(rules.admits(viewer(), noon), ChatVerdict());
}

TEST(ChatRules, nothing_holds_back_who_moderates) {
    ChatRules rules(facts_with(strictest, {{.text = "bad"}}));
    rules.ban(ban_of(mod), noon);
    rules.ban(ban_of("192.0.2.0/24"), noon);
    const ChatSender staff{.user = eve, .is_staff = true, .address = "192.0.2.7"};

    for (const auto& sender : {viewer(owner), viewer(mod), staff}) {
        for (int i = 0; i < 3; ++i) {
            EXPECT_EQ(say(rules, sender, "bad example.com"), ChatVerdict());
            rules.note_said(sender.user, "bad example.com", noon);
        }
    }
}

TEST(ChatRules, roles_are_as_the_channel_has_them) {
    ChatRules rules(facts_with({}));

    EXPECT_EQ(rules.role_of(owner, false), ChatRole::owner);
    EXPECT_EQ(rules.role_of(owner, true), ChatRole::owner);
    EXPECT_EQ(rules.role_of(mod, false), ChatRole::moderator);
    EXPECT_EQ(rules.role_of(mod, true), ChatRole::staff);
    EXPECT_EQ(rules.role_of(ada, false), ChatRole::viewer);
    rules.set_moderator(ada, true);
    rules.set_moderator(mod, false);
    EXPECT_EQ(rules.role_of(ada, false), ChatRole::moderator);
    EXPECT_EQ(rules.role_of(mod, false), ChatRole::viewer);
}

TEST(ChatRules, each_mode_refuses_for_its_own_reason) {
    struct Row {
        ChatSettings settings;
        std::string text;
        ChatErrc why;
    };
    const Row rows[] = {
        {{.subscribers_only = true}, "hello", ChatErrc::subscribers_only},
        {{.followers_only = 0min}, "hello", ChatErrc::followers_only},
        {{.emote_only = true}, "hello", ChatErrc::emotes_only},
        {{.links_allowed = false, .links_held = false}, "example.com", ChatErrc::link_refused},
        {{}, "so bad", ChatErrc::phrase_blocked},
    };
    for (const auto& row : rows) {
        const ChatRules rules(facts_with(row.settings, {{.text = "bad"}}));
        const auto verdict = say(rules, viewer(), row.text);
        EXPECT_EQ(verdict.kind, Kind::refused) << row.text;
        EXPECT_EQ(verdict.why, row.why) << row.text;
    }
}

TEST(ChatRules, who_may_not_speak_at_all_hears_that_before_what_is_wrong_with_the_words) {
    ChatRules rules(facts_with(strictest, {{.text = "bad"}}));
    const std::string text = "bad example.com";
    rules.note_said(ada, text, noon);

    // From the last reason to the first: each mends what was said before.
    EXPECT_EQ(say(rules, viewer(), text).why, ChatErrc::subscribers_only);
    EXPECT_EQ(say(rules, subscriber(), text).why, ChatErrc::emotes_only);
    rules.ban(ban_of(ada, noon + 1min), noon);
    EXPECT_EQ(say(rules, subscriber(), text).why, ChatErrc::timed_out);
    rules.ban(ban_of(ada), noon);
    EXPECT_EQ(say(rules, subscriber(), text).why, ChatErrc::banned);
}

TEST(ChatRules, a_ban_holds_until_it_is_lifted) {
    ChatRules rules(facts_with({}));
    const auto ban = ban_of(ada);
    rules.ban(ban, noon);
    rules.ban(ban, noon);  // Told twice.

    EXPECT_EQ(say(rules, viewer(), "hello", noon + 24h * 3650).why, ChatErrc::banned);
    EXPECT_EQ(rules.admits(viewer(), noon).why, ChatErrc::banned);
    EXPECT_EQ(say(rules, viewer(eve)), ChatVerdict());
    rules.unban(ban.id);
    rules.unban(ban.id);
    EXPECT_EQ(say(rules, viewer()), ChatVerdict());
}

TEST(ChatRules, a_timeout_ends_by_itself_and_says_when) {
    ChatRules rules(facts_with({}));
    rules.ban(ban_of(ada, noon + 60s), noon);

    const auto verdict = say(rules, viewer(), "hello", noon + 500ms);
    EXPECT_EQ(verdict.why, ChatErrc::timed_out);
    EXPECT_EQ(verdict.until, noon + 60s);
    EXPECT_EQ(verdict.wait, 60s);
    EXPECT_EQ(say(rules, viewer(), "hello", noon + 60s - 1ms).wait, 1s);
    EXPECT_EQ(say(rules, viewer(), "hello", noon + 60s), ChatVerdict());
}

TEST(ChatRules, the_last_word_on_a_user_counts_in_whatever_order_it_comes) {
    ChatRules rules(facts_with({}));
    const auto timeout = ban_of(ada, noon + 60s);
    const auto ban = ban_of(ada);

    rules.ban(ban, noon);
    rules.ban(timeout, noon);
    EXPECT_EQ(say(rules, viewer()).why, ChatErrc::banned);
    rules.unban(timeout.id);
    EXPECT_EQ(say(rules, viewer()).why, ChatErrc::banned);
    const auto later = ban_of(ada, noon + 10s);
    rules.ban(later, noon);
    EXPECT_EQ(say(rules, viewer()).until, noon + 10s);
    rules.unban(later.id);
    EXPECT_EQ(say(rules, viewer()), ChatVerdict());
}

TEST(ChatRules, a_range_keeps_out_all_who_come_from_it) {
    struct Row {
        std::string_view range;
        std::string_view address;
        bool is_out;
    };
    constexpr Row rows[] = {
        {"192.0.2.7", "192.0.2.7", true},
        {"192.0.2.7", "192.0.2.8", false},
        {"192.0.2.0/24", "192.0.2.255", true},
        {"192.0.2.0/24", "192.0.3.0", false},
        {"192.0.2.7", "::ffff:192.0.2.7", true},
        {"2001:db8::/64", "2001:db8::1:2:3:4", true},
        {"2001:db8::/64", "2001:db8:0:1::1", false},
        {"192.0.2.7", "", false},
        {"192.0.2.7", "unix:", false},
    };
    for (const auto& row : rows) {
        ChatRules rules(facts_with({}));
        const auto ban = ban_of(row.range);
        rules.ban(ban, noon);
        const ChatSender sender{.user = eve, .address = std::string(row.address)};
        EXPECT_EQ(say(rules, sender).kind, row.is_out ? Kind::refused : Kind::accepted)
            << row.range << " " << row.address;
        rules.unban(ban.id);
        EXPECT_EQ(say(rules, sender), ChatVerdict()) << row.range;
    }
}

TEST(ChatRules, of_two_bans_of_one_address_each_is_lifted_by_itself) {
    ChatRules rules(facts_with({}));
    const auto first = ban_of("192.0.2.7");
    const auto second = ban_of("192.0.2.7");
    rules.ban(first, noon);
    rules.ban(second, noon);

    rules.unban(second.id);
    EXPECT_EQ(say(rules, viewer()).why, ChatErrc::banned);
    rules.unban(first.id);
    EXPECT_EQ(say(rules, viewer()), ChatVerdict());
}

TEST(ChatRules, bans_of_the_load_count) {
    auto facts = facts_with({});
    facts.bans = {ban_of(ada, noon + 60s), ban_of("192.0.2.8")};
    const ChatRules rules(std::move(facts));

    EXPECT_EQ(say(rules, viewer()).why, ChatErrc::timed_out);
    EXPECT_EQ(say(rules, {.user = eve, .address = "192.0.2.8"}).why, ChatErrc::banned);
}

TEST(ChatRules, followers_speak_once_they_have_followed_for_long_enough) {
    const ChatRules rules(facts_with({.followers_only = 10min}));

    const auto verdict = say(rules, viewer());
    EXPECT_EQ(verdict.why, ChatErrc::followers_only);
    EXPECT_EQ(verdict.following, 10min);
    EXPECT_EQ(say(rules, follower(noon - 10min + 1ms)).why, ChatErrc::followers_only);
    EXPECT_EQ(say(rules, follower(noon - 10min)), ChatVerdict());
    EXPECT_EQ(say(rules, subscriber()), ChatVerdict());
    EXPECT_EQ(say(ChatRules(facts_with({.followers_only = 0min})), follower(noon)), ChatVerdict());
}

TEST(ChatRules, subscribers_of_any_tier_speak_among_themselves) {
    const ChatRules rules(facts_with({.subscribers_only = true}));

    EXPECT_EQ(say(rules, follower(noon - 24h)).why, ChatErrc::subscribers_only);
    for (const auto tier : {Tier::basic, Tier::pro, Tier::premium})
        EXPECT_EQ(say(rules, subscriber(tier)), ChatVerdict());
}

TEST(ChatRules, slow_mode_says_how_long_to_wait_and_spares_subscribers) {
    ChatRules rules(facts_with({.slow_mode = 10s}));
    EXPECT_EQ(say(rules, viewer()), ChatVerdict());
    rules.note_said(ada, "hello", noon);

    const auto verdict = say(rules, viewer(), "again", noon + 2500ms);
    EXPECT_EQ(verdict.why, ChatErrc::slow_mode);
    EXPECT_EQ(verdict.wait, 8s);
    EXPECT_EQ(say(rules, viewer(), "again", noon + 10s), ChatVerdict());
    EXPECT_EQ(say(rules, subscriber(), "again", noon), ChatVerdict());
    EXPECT_EQ(say(rules, viewer(eve), "again", noon), ChatVerdict());
    EXPECT_EQ(say(rules, viewer(), "again", noon - 24h).wait, 10s);  // The clock was set back.
}

TEST(ChatRules, nobody_repeats_what_they_said_a_while_ago) {
    ChatRules rules(facts_with({.unique_messages = true}));
    rules.note_said(ada, "Hello there", noon);

    EXPECT_EQ(say(rules, viewer(), "hello th\u200bere").why, ChatErrc::repeated);
    EXPECT_EQ(say(rules, subscriber(), "Hello there").why, ChatErrc::repeated);
    EXPECT_EQ(say(rules, viewer(), "hello you"), ChatVerdict());
    EXPECT_EQ(say(rules, viewer(eve), "Hello there"), ChatVerdict());
    EXPECT_EQ(say(rules, viewer(), "Hello there", noon + 10min), ChatVerdict());
}

TEST(ChatRules, what_could_not_be_kept_was_not_said) {
    ChatRules rules(facts_with({.slow_mode = 10s, .unique_messages = true}));
    rules.note_said(ada, "hello", noon);
    rules.forget_said(ada, "hello");
    rules.forget_said(eve, "hello");

    EXPECT_EQ(say(rules, viewer(), "hello", noon + 1s), ChatVerdict());
}

TEST(ChatRules, remembers_so_many_speakers_and_so_many_texts_of_each) {
    ChatRules rules(facts_with({.slow_mode = 10s, .unique_messages = true}),
                    {.speakers_max = 2, .texts_max = 2});
    rules.note_said(ada, "one", noon);
    rules.note_said(eve, "one", noon);
    rules.note_said(ada, "two", noon);
    rules.note_said(ada, "three", noon);
    rules.note_said(mod, "one", noon);  // Eve has been silent for the longest.

    EXPECT_EQ(say(rules, viewer(eve), "one"), ChatVerdict());
    EXPECT_EQ(say(rules, viewer(), "one", noon + 1min), ChatVerdict());
    EXPECT_EQ(say(rules, viewer(), "two", noon + 1min).why, ChatErrc::repeated);
    EXPECT_EQ(say(rules, viewer(), "three", noon + 1min).why, ChatErrc::repeated);
}

TEST(ChatRules, emotes_and_pictures_are_all_that_emote_mode_lets_through) {
    const ChatRules rules(facts_with({.emote_only = true}));
    const auto judge = [&](std::string text) {
        return rules.judge(viewer(), {.text = std::move(text), .emotes = {"Wave", "hi"}}, noon)
            .kind;
    };

    for (const auto* text :
         {":Wave:", ":wave: :HI:", ":hi::hi:", "\U0001f600", ":hi: \u2764\ufe0f"})
        EXPECT_EQ(judge(text), Kind::accepted) << text;
    for (const auto* text : {"hi", ":other:", ":hi: there", ":hi", ":wave:hi:", "::", ":"})
        EXPECT_EQ(judge(text), Kind::refused) << text;
}

TEST(ChatRules, what_is_held_waits_only_when_all_else_is_well) {
    ChatRules rules(facts_with({.slow_mode = 10s, .links_allowed = false},
                               {{.text = "hmm", .action = PhraseAction::hold}, {.text = "bad"}}));

    const auto phrase = say(rules, viewer(), "hmm");
    EXPECT_EQ(phrase.kind, Kind::held);
    EXPECT_EQ(phrase.why, ChatErrc::phrase_blocked);
    EXPECT_EQ(phrase.held_for, HeldFor::phrase);
    const auto link = say(rules, viewer(), "example.com");
    EXPECT_EQ(link.kind, Kind::held);
    EXPECT_EQ(link.why, ChatErrc::link_refused);
    EXPECT_EQ(link.held_for, HeldFor::link);
    EXPECT_EQ(say(rules, viewer(), "hmm example.com").held_for, HeldFor::phrase);
    EXPECT_EQ(say(rules, viewer(), "hmm bad").kind, Kind::refused);
    rules.note_said(ada, "hmm", noon);
    EXPECT_EQ(say(rules, viewer(), "hmm").why, ChatErrc::slow_mode);
}

TEST(ChatRules, a_policy_counts_from_when_it_is_set_and_an_older_one_never) {
    ChatRules rules(facts_with({}));

    rules.set({.settings = {.emote_only = true}, .phrases = {{.text = "bad"}}, .version = 3});
    rules.set({.settings = {}, .phrases = {}, .version = 2});

    EXPECT_EQ(say(rules, viewer()).why, ChatErrc::emotes_only);
    rules.set({.settings = {}, .phrases = {{.text = "bad"}}, .version = 4});
    EXPECT_EQ(say(rules, viewer(), "bad").why, ChatErrc::phrase_blocked);
    EXPECT_EQ(rules.policy().version, 4);
}

}  // namespace
}  // namespace freshet::community
