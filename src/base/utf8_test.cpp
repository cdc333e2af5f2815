#include "base/utf8.hpp"

#include <gtest/gtest.h>

namespace freshet {
namespace {

TEST(Utf8, accepts_the_first_and_last_character_of_every_length) {
    for (const std::string_view text :
         {"\x01", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
          "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
        EXPECT_TRUE(is_utf8(text));
        EXPECT_EQ(utf8_size(text), text.size());
    }
}

TEST(Utf8, refuses_what_rfc_3629_refuses) {
    for (const std::string_view text :
         {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xed\xbf\xbf",
          "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xc2", "\xe2\x82",
          "\xf0\x90\x80", "\xc2\x41", "ok\xff"}) {
        EXPECT_FALSE(is_utf8(text));
    }
}

TEST(Utf8, takes_the_empty_text_for_well_formed) {
    EXPECT_TRUE(is_utf8(""));
    EXPECT_EQ(utf8_size(""), 0u);
}

TEST(Utf8, characters_come_out_as_they_went_in) {
    for (const char32_t character : {U'\0', U'a', U'\x7f', U'\x80', U'\u00e9', U'\u07ff', U'\u0800',
                                     U'\uffff', U'\U00010000', U'\U0001f600', U'\U0010ffff'}) {
        std::string text;
        append_utf8(text, character);
        text += "b";
        std::string_view rest = text;

        EXPECT_EQ(take_character(rest), character);
        EXPECT_EQ(rest, "b");
        EXPECT_EQ(count_characters(text), 2);
    }
}

TEST(Utf8, a_malformed_character_is_not_taken) {
    for (std::string_view text : {"", "\x80", "\xc3", "\xed\xa0\x80", "\xf4\x90\x80\x80"}) {
        const auto before = text;
        EXPECT_FALSE(take_character(text));
        EXPECT_EQ(text, before);
    }
}

}  // namespace
}  // namespace freshet
