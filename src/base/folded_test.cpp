#include "base/folded.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace freshet {
namespace {

bool reads_as(std::string_view text, const Words& words) {
    const auto readings = readings_of(text);
    return std::ranges::find(readings, words) != readings.end();
}

TEST(Folded, knows_neither_case_nor_width_nor_what_nobody_sees) {
    EXPECT_EQ(folded("Stra\u00dfe"), "strasse");
    EXPECT_EQ(folded("\uff26\uff35\uff2c\uff2c"), "full");
    EXPECT_EQ(folded("\U0001d41b\U0001d41a\U0001d41d"), "bad");
    EXPECT_EQ(folded("b\u200ba\u00add\ufeff\u2060"), "bad");
}

TEST(WordsOf, takes_letters_of_other_alphabets_for_those_that_they_look_like) {
    const Words bad{"bad"};
    EXPECT_EQ(words_of("b\u0430d"), bad);
    EXPECT_EQ(words_of("\u0412\u0410D"), bad);
    EXPECT_EQ(words_of("\u0432\u0430d"), bad);
    EXPECT_EQ(words_of("ALPH\u0391"), Words{"alpha"});
}

TEST(WordsOf, tells_apart_what_people_tell_apart) {
    EXPECT_NE(words_of("burn"), words_of("bum"));
    EXPECT_NE(words_of("fail"), words_of("fall"));
    EXPECT_NE(words_of("du"), words_of("\u0111\u1ee5"));  // Vietnamese.
    EXPECT_EQ(words_of("100 loo"), (Words{"100", "loo"}));
}

TEST(WordsOf, knows_no_case_in_any_alphabet) {
    EXPECT_EQ(words_of("\u0412\u0420\u0410\u0413"), words_of("\u0432\u0440\u0430\u0433"));
    EXPECT_EQ(words_of("\u039f\u0394\u039f\u03a3"), words_of("\u03bf\u03b4\u03bf\u03c2"));
}

TEST(WordsOf, splits_where_a_word_ends) {
    EXPECT_EQ(words_of(" One,two--three_four\u3000five! "),
              (Words{"one", "two", "three", "four", "five"}));
    EXPECT_EQ(words_of("\u574f\u8bcd"), (Words{"\u574f", "\u8bcd"}));
    EXPECT_EQ(words_of("ok\U0001f595"), (Words{"ok", "\U0001f595"}));
    EXPECT_EQ(words_of("\u200b \u2800"), Words{});
}

TEST(ReadingsOf, take_digits_and_signs_for_letters_where_they_touch_letters) {
    EXPECT_TRUE(reads_as("sh1t", {"shit"}));
    EXPECT_TRUE(reads_as("SH!T!!!", {"shit"}));
    EXPECT_TRUE(reads_as("c1ub", {"club"}));
    EXPECT_TRUE(reads_as("@$s a$$ 4ss", {"ass", "ass", "ass"}));
    EXPECT_TRUE(reads_as("7ru5t", {"trust"}));
    EXPECT_TRUE(reads_as("bad!", {"bad"}));
    EXPECT_FALSE(reads_as("455", {"ass"}));
    EXPECT_FALSE(reads_as("1+1!", {"iti"}));
}

TEST(ReadingsOf, begin_with_the_text_as_it_stands_which_is_all_where_nothing_is_meant) {
    EXPECT_EQ(readings_of("ada99").front(), Words{"ada99"});
    EXPECT_EQ(readings_of("hello there").size(), 1);
}

TEST(IsBlank, is_what_shows_nothing) {
    for (const auto* text :
         {"", " ", "\t", "\u200b\u200d", "\u3164", "\u2800", "\u00ad\ufe0f", "\u2003"})
        EXPECT_TRUE(is_blank(text)) << text;
    for (const auto* text : {".", "a", "\u200ba", "\U0001f600", "\u0301"})
        EXPECT_FALSE(is_blank(text)) << text;
}

TEST(HasControls, finds_what_has_no_place_in_a_line) {
    for (const auto* text : {"a\nb", "\r", "\t", "\x1b[31m", "\x7f", "\u0085", "\u2028", "\u2029",
                             "\u202e", "\u202d", "\ufdd0", "\uffff", "\U0010ffff"})
        EXPECT_TRUE(has_controls(text)) << text;
    for (const auto* text : {"", "a b", "\u00a0", "\u200d", "\ufe0f", "\u2067\u05d0\u2069"})
        EXPECT_FALSE(has_controls(text)) << text;
}

TEST(Trimmed, leaves_what_stands_between) {
    EXPECT_EQ(trimmed("  a  b\u3000"), "a  b");
    EXPECT_EQ(trimmed("\u00a0\u2003"), "");
    EXPECT_EQ(trimmed(""), "");
    EXPECT_EQ(trimmed("\u00e9"), "\u00e9");
}

TEST(IsEmoji, takes_pictures_flags_and_families_and_no_letters) {
    for (const auto* text :
         {"\U0001f600", "\u2764\ufe0f \U0001f44d\U0001f3fd", "\U0001f1fb\U0001f1f3",
          "\U0001f468\u200d\U0001f469\u200d\U0001f467", ""})
        EXPECT_TRUE(is_emoji(text)) << text;
    for (const auto* text : {"a", "\U0001f600 ok", "1", "#", "!"})
        EXPECT_FALSE(is_emoji(text)) << text;
}

}  // namespace
}  // namespace freshet
