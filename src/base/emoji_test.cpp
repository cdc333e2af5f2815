#include "base/emoji.hpp"

#include <string>

#include <gtest/gtest.h>

namespace freshet {
namespace {

struct Known {
    std::string_view text;
    std::string_view emoji;
};

const Known known[] = {
    {"\xf0\x9f\x94\xa5", "\xf0\x9f\x94\xa5"},                                  // Fire.
    {"\xe2\x9d\xa4\xef\xb8\x8f", "\xe2\x9d\xa4\xef\xb8\x8f"},                  // Heart.
    {"\xe2\x9d\xa4", "\xe2\x9d\xa4\xef\xb8\x8f"},                              // As text.
    {"\xf0\x9f\x94\xa5\xef\xb8\x8f", "\xf0\x9f\x94\xa5"},                      // One too many.
    {"\xf0\x9f\x87\xbb\xf0\x9f\x87\xb3", "\xf0\x9f\x87\xbb\xf0\x9f\x87\xb3"},  // Viet Nam.
    {"\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd", "\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd"},  // With a tone.
    {"\xe2\x98\x9d\xf0\x9f\x8f\xbd", "\xe2\x98\x9d\xf0\x9f\x8f\xbd"},          // A sign of text.
    {"1\xef\xb8\x8f\xe2\x83\xa3", "1\xef\xb8\x8f\xe2\x83\xa3"},                // Keycap.
    // A family, and a flag that is joined.
    {"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7",
     "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7"},
    {"\xf0\x9f\x8f\xb3\xe2\x80\x8d\xf0\x9f\x8c\x88",
     "\xf0\x9f\x8f\xb3\xef\xb8\x8f\xe2\x80\x8d\xf0\x9f\x8c\x88"},
};

TEST(Emoji, have_one_form_however_they_are_styled) {
    for (const auto& [text, emoji] : known) EXPECT_EQ(emoji_from(text), emoji) << text;
}

TEST(Emoji, are_one_and_nothing_else) {
    const std::string fire = "\xf0\x9f\x94\xa5";
    for (const auto& text :
         {std::string(), std::string("a"), std::string("1"), std::string("#"), std::string(" "),
          fire + fire, fire + " ", "a" + fire, std::string("\xe2\x80\x8d"),
          std::string("\xef\xb8\x8f"), std::string("\xf0\x9f\x8f\xbd\xf0\x9f\x8f\xbd"),
          std::string("\xf0\x9f\x87\xbb"), std::string("\xf0\x9f\x94"), fire + std::string(4, '\0'),
          std::string("\xef\xbf\xbd")}) {
        EXPECT_FALSE(emoji_from(text)) << text;
    }
}

TEST(Emoji, that_have_no_end_are_not_looked_at) {
    std::string text;
    while (text.size() < 100'000) text += "\xf0\x9f\x91\xa9\xe2\x80\x8d";

    EXPECT_FALSE(emoji_from(text));
}

}  // namespace
}  // namespace freshet
