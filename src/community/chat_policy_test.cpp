#include "community/chat_policy.hpp"

#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"

namespace freshet::community {
namespace {

using namespace std::chrono_literals;

TEST(ChatPolicy, changes_what_is_named_and_nothing_else) {
    ChatPolicy policy{.settings = {.slow_mode = 5s, .followers_only = 10min, .emote_only = true},
                      .phrases = {{.text = "bad"}},
                      .version = 3};

    apply({.slow_mode = 0s, .followers_only = std::optional<std::chrono::minutes>()}, policy);

    EXPECT_EQ(
        policy,
        (ChatPolicy{.settings = {.emote_only = true}, .phrases = {{.text = "bad"}}, .version = 3}));
}

TEST(ChatPolicy, takes_durations_within_bounds) {
    EXPECT_TRUE(checked({.slow_mode = ChatSettings::slow_mode_max,
                         .followers_only = ChatSettings::followers_only_max}));
    EXPECT_TRUE(checked({.slow_mode = 0s, .followers_only = 0min}));
    EXPECT_EQ(error_of(checked({.slow_mode = -1s})), ChatErrc::bad_duration);
    EXPECT_EQ(error_of(checked({.slow_mode = ChatSettings::slow_mode_max + 1s})),
              ChatErrc::bad_duration);
    EXPECT_EQ(error_of(checked({.followers_only = -1min})), ChatErrc::bad_duration);
    EXPECT_EQ(error_of(checked({.followers_only = ChatSettings::followers_only_max + 1min})),
              ChatErrc::bad_duration);
}

TEST(ChatPolicy, keeps_each_phrase_once_and_trimmed) {
    const auto change = checked({.phrases = {{{.text = "  bad word "},
                                              {.text = "BAD-WORD", .action = PhraseAction::hold},
                                              {.text = "other"}}}});

    ASSERT_TRUE(change);
    EXPECT_EQ(change->phrases,
              (std::vector<BlockedPhrase>{{.text = "bad word"}, {.text = "other"}}));
}

TEST(ChatPolicy, refuses_phrases_that_are_none) {
    for (const std::string text : {"", " ", "...", "\u200b", "a\nb", "\xff", "[a-z]\x01"})
        EXPECT_EQ(error_of(checked({.phrases = {{{.text = text}}}})), ChatErrc::bad_phrases)
            << text;
    EXPECT_TRUE(checked({.phrases = {{{.text = std::string(60, 'a')}}}}));
    EXPECT_EQ(error_of(checked({.phrases = {{{.text = std::string(61, 'a')}}}})),
              ChatErrc::bad_phrases);
    EXPECT_EQ(error_of(checked({.phrases = std::vector<BlockedPhrase>(501, {.text = "a"})})),
              ChatErrc::bad_phrases);
}

}  // namespace
}  // namespace freshet::community
