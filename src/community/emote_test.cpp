#include "community/emote.hpp"

#include <string>

#include <gtest/gtest.h>

namespace freshet::community {
namespace {

Emote emote(std::string code, EmoteTier tier = EmoteTier::everyone) {
    return {.channel = {}, .code = std::move(code), .tier = tier};
}

/// The codes that somebody's text has, with spaces between them.
std::string found(const EmoteSet& emotes, std::string_view text, const Entitlements& sender = {}) {
    std::string codes;
    for (const auto& one : emotes.in(text, sender)) codes += one.code + ' ';
    return codes;
}

TEST(Emote, a_code_is_2_to_20_letters_digits_and_underscores) {
    for (const auto* text : {"ab", "A_9", "abcdefghij0123456789"})
        EXPECT_TRUE(is_emote_code(text)) << text;
    for (const auto* text :
         {"", "a", "abcdefghij01234567890", "a b", "a:b", "a-b", "\xc3\xa4\xc3\xb6"})
        EXPECT_FALSE(is_emote_code(text)) << text;
}

TEST(EmoteSet, finds_codes_between_colons_in_any_case_once_and_in_their_order) {
    const EmoteSet emotes({emote("wave"), emote("Hype"), emote("zz")});

    EXPECT_EQ(found(emotes, "hello :WAVE: and :hype: :wave:"), "wave Hype ");
    EXPECT_EQ(found(emotes, ":hype:"), "Hype ");
    EXPECT_EQ(found(emotes, "10:30:wave:"), "wave ");
    EXPECT_EQ(found(emotes, ":wave:zz:"), "wave ");  // A colon belongs to one emote.
    EXPECT_EQ(found(emotes, "::wave::"), "wave ");
    for (const auto* text :
         {"", ":", "::", "wave", ":wave", "wave:", ": wave :", ":waves:", ":zz :"})
        EXPECT_EQ(found(emotes, text), "") << text;
    EXPECT_EQ(found(EmoteSet(), ":wave:"), "");
}

TEST(EmoteSet, a_text_has_no_more_than_twenty_different_ones) {
    std::vector<Emote> many;
    std::string text;
    for (int i = 10; i < 40; ++i) {
        many.push_back(emote("e" + std::to_string(i)));
        text += ":e" + std::to_string(i) + ": :e10:";
    }

    const auto used = EmoteSet(many).in(text, {});

    ASSERT_EQ(used.size(), EmoteSet::in_text_max);
    EXPECT_EQ(used.front().code, "e10");
    EXPECT_EQ(used.back().code, "e29");
}

TEST(EmoteSet, a_sender_has_the_emotes_of_the_own_tier_and_of_those_below) {
    const EmoteSet emotes({emote("aa"), emote("bb", EmoteTier::basic), emote("cc", EmoteTier::pro),
                           emote("dd", EmoteTier::premium)});
    const auto of = [&](const Entitlements& sender) {
        return found(emotes, ":aa: :bb: :cc: :dd:", sender);
    };

    EXPECT_EQ(of({}), "aa ");
    EXPECT_EQ(of({.following_since = WallTime()}), "aa ");
    EXPECT_EQ(of({.tier = Tier::basic}), "aa bb ");
    EXPECT_EQ(of({.tier = Tier::pro}), "aa bb cc ");
    EXPECT_EQ(of({.tier = Tier::premium}), "aa bb cc dd ");
    EXPECT_EQ(of({.is_owner = true}), "aa bb cc dd ");
}

TEST(EmoteSet, finds_one_by_its_code_in_any_case) {
    const EmoteSet emotes({emote("wave"), emote("Hype")});

    ASSERT_NE(emotes.find("HYPE"), nullptr);
    EXPECT_EQ(emotes.find("HYPE")->code, "Hype");
    EXPECT_EQ(emotes.find("hyp"), nullptr);
    EXPECT_EQ(emotes.find("zzz"), nullptr);
}

}  // namespace
}  // namespace freshet::community
