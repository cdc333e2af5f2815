#include "channels/rules.hpp"

#include <gtest/gtest.h>

namespace freshet::channels {
namespace {

template <class Check>
std::string code_of(Check check) {
    FieldErrors errors;
    check(errors);
    return errors.empty() ? "" : errors.front().code;
}

std::string code_of_handle(std::string_view handle) {
    return code_of([&](FieldErrors& errors) { check_handle(handle, errors); });
}

std::string code_of_url(std::string_view url) {
    return code_of([&](FieldErrors& errors) { check_url("iconUrl", url, errors); });
}

TEST(ChannelRules, a_handle_is_what_a_username_in_lower_case_is) {
    EXPECT_EQ(code_of_handle("ada_paints-2"), "");
    EXPECT_EQ(code_of_handle("ad"), "bad_length");
    EXPECT_EQ(code_of_handle(std::string(51, 'a')), "bad_length");
    EXPECT_EQ(code_of_handle("Ada"), "invalid_characters");
    EXPECT_EQ(code_of_handle("ada paints"), "invalid_characters");
    EXPECT_EQ(code_of_handle("streams"), "reserved");
    EXPECT_EQ(code_of_handle("0190163d-8694-739b-aea5-966c26f8ad91"), "reserved");
}

TEST(ChannelRules, a_title_is_one_line_of_something) {
    const auto code = [](std::string_view title) {
        return code_of([&](FieldErrors& errors) { check_title("title", title, errors); });
    };

    EXPECT_EQ(code(trimmed(" Ada paints\n")), "");
    EXPECT_EQ(code(trimmed(" \t\n")), "required");
    EXPECT_EQ(code("two\nlines"), "invalid_text");
}

TEST(ChannelRules, a_picture_lies_on_the_web_or_here_and_runs_nothing) {
    for (const auto* good : {"", "https://pics.example/a.png?x=1", "http://a.example", "/a/b.png"})
        EXPECT_EQ(code_of_url(good), "") << good;
    for (const auto* bad : {"javascript:alert(1)", "data:text/html,x", "//evil.example/a.png",
                            "a.png", "https://a.example/\"onload=x", "/a\nb"})
        EXPECT_EQ(code_of_url(bad), "bad_format") << bad;
}

}  // namespace
}  // namespace freshet::channels
