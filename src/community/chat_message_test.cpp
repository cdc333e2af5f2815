#include "community/chat_message.hpp"

#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"

namespace freshet::community {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    while (times-- > 0) all += text;
    return all;
}

TEST(CleanMessage, is_the_line_that_was_sent_without_the_white_space_around_it) {
    EXPECT_EQ(clean_message("  Hello,  world! \u3000"), "Hello,  world!");
    EXPECT_EQ(clean_message("\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35"),
              "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35");
    EXPECT_EQ(clean_message("\U0001f468\u200d\U0001f469\u200d\U0001f467"),
              "\U0001f468\u200d\U0001f469\u200d\U0001f467");
    EXPECT_EQ(clean_message("<b>\"'&"), "<b>\"'&");
}

TEST(CleanMessage, has_up_to_500_characters_however_many_bytes_they_take) {
    EXPECT_TRUE(clean_message(repeated("\U0001f600", 500)));
    EXPECT_TRUE(clean_message("  " + repeated("a", 500) + "  "));
    EXPECT_EQ(error_of(clean_message(repeated("\U0001f600", 501))), ChatErrc::message_too_long);
    EXPECT_EQ(error_of(clean_message(repeated("a", 100'000))), ChatErrc::message_too_long);
}

TEST(CleanMessage, is_empty_when_nobody_sees_anything) {
    for (const auto* text : {"", "   ", "\n", "\u200b\u200d\ufeff", "\u3164 \u00ad", "\u2800"})
        EXPECT_EQ(error_of(clean_message(text)), ChatErrc::empty_message) << text;
}

TEST(CleanMessage, is_one_clean_line) {
    for (const auto* text : {"a\nb", "a\rb", "a\tb", "a\x1b[2Jb", "a\u2028b", "a\u202eb", "a\xff",
                             "\xc0\x80", "a\xed\xa0\x80"})
        EXPECT_EQ(error_of(clean_message(text)), ChatErrc::malformed_message) << text;
    EXPECT_EQ(error_of(clean_message(std::string_view("a\0b", 3))), ChatErrc::malformed_message);
}

TEST(ChatMessage, words_of_the_rows_are_read_as_they_were_written) {
    for (const auto kind : {MessageKind::message, MessageKind::announcement, MessageKind::action})
        EXPECT_EQ(message_kind_from(to_string(kind)), kind);
    for (const auto state :
         {MessageState::visible, MessageState::held, MessageState::rejected, MessageState::deleted})
        EXPECT_EQ(message_state_from(to_string(state)), state);
    for (const auto why : {HeldFor::phrase, HeldFor::link})
        EXPECT_EQ(held_for_from(to_string(why)), why);
    EXPECT_FALSE(message_kind_from("shout"));
}

}  // namespace
}  // namespace freshet::community
