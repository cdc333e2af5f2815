#include "community/phrase_filter.hpp"

#include <gtest/gtest.h>

namespace freshet::community {
namespace {

const std::vector<BlockedPhrase> phrases{
    {.text = "Shit", .action = PhraseAction::block},
    {.text = "buy followers", .action = PhraseAction::block},
    {.text = "buy", .action = PhraseAction::hold},
    {.text = "\u0441\u0443\u043a\u0430", .action = PhraseAction::block},  // Russian.
    {.text = "\u50bb\u903c", .action = PhraseAction::block},              // Chinese.
    {.text = "\U0001f595", .action = PhraseAction::hold},
};

std::optional<PhraseAction> judge(std::string_view text) {
    return PhraseFilter(phrases).judge(text);
}

TEST(PhraseFilter, finds_words_and_words_in_a_row) {
    EXPECT_EQ(judge("well, shit happens"), PhraseAction::block);
    EXPECT_EQ(judge("buy... followers!"), PhraseAction::block);
    EXPECT_EQ(judge("buy some followers"), PhraseAction::hold);
    EXPECT_EQ(judge("\u4f60\u662f\u50bb\u903c\u5417"), PhraseAction::block);
    EXPECT_EQ(judge("ok\U0001f595\U0001f3fd"), PhraseAction::hold);
}

TEST(PhraseFilter, knows_where_words_begin_and_end) {
    for (const auto* text : {"Shitake", "mishit", "buyer", "followers buy-", "", "100", "shi t"})
        EXPECT_NE(judge(text), PhraseAction::block) << text;
    EXPECT_FALSE(judge("shiitake buyers"));
}

TEST(PhraseFilter, is_not_got_round_by_how_words_are_written) {
    for (const auto* text :
         {"SHIT", "sh\u200bit", "s\u00adhit", "\uff33\uff28\uff29\uff34", "sh1t", "SH!T", "$hit",
          "5hi7", "s\u04bbit", "\u0405h\u0456t", "\U0001d42c\U0001d421\U0001d422\U0001d42d",
          "_shit_", "s\u034fhit", "shit!!!"})
        EXPECT_EQ(judge(text), PhraseAction::block) << text;
    EXPECT_EQ(judge("\u0421\u0423\u041a\u0410"), PhraseAction::block);
    EXPECT_EQ(judge("cy\u043a\u0430"), PhraseAction::block);
}

TEST(PhraseFilter, blocks_rather_than_holds) {
    EXPECT_EQ(judge("buy now, shit"), PhraseAction::block);
    EXPECT_EQ(judge("buy buy followers"), PhraseAction::block);
}

TEST(PhraseFilter, without_phrases_finds_nothing) {
    EXPECT_FALSE(PhraseFilter().judge("shit"));
}

}  // namespace
}  // namespace freshet::community
