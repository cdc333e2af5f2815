#include "base/json.hpp"

#include <gtest/gtest.h>

namespace freshet::json {

namespace {

TEST(Json, keeps_the_first_issue_of_each_field) {
    Issues issues;

    issues.add({.field = "title", .code = "required", .params = {}});
    issues.add({.field = "title", .code = "too_long", .params = {}});
    issues.add({.field = "tags", .code = "required", .params = {}});

    ASSERT_EQ(issues.list().size(), 2u);
    EXPECT_EQ(issues.list()[0].code, "required");
    EXPECT_EQ(issues.list()[1].field, "tags");
}

TEST(Json, keeps_no_more_issues_than_a_reply_should_hold) {
    Issues issues;

    for (int i = 0; i < 1000; ++i)
        issues.add({.field = std::to_string(i), .code = "unknown", .params = {}});

    EXPECT_EQ(issues.list().size(), Issues::count_max);
}

TEST(Json, tells_clean_text_from_what_utf8_forbids) {
    EXPECT_TRUE(is_clean_utf8("plain"));
    EXPECT_TRUE(
        is_clean_utf8("\x7f \xc2\x80 \xdf\xbf \xe0\xa0\x80 \xed\x9f\xbf \xef\xbf\xbd "
                      "\xf0\x90\x80\x80 \xf4\x8f\xbf\xbf"));
    for (const std::string_view bad :
         {"\x80", "\xc0\xaf", "\xc1\xbf", "\xc2", "\xe0\x9f\xbf", "\xe2\x82", "\xed\xa0\x80",
          "\xf0\x8f\xbf\xbf", "\xf0\x9f\x98", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff"}) {
        EXPECT_FALSE(is_clean_utf8(bad)) << testing::PrintToString(bad);
    }
    EXPECT_FALSE(is_clean_utf8(std::string_view("a\0b", 3)));
}

TEST(Json, has_a_sentence_for_each_of_its_errors) {
    for (const auto code :
         {Errc::malformed, Errc::too_deep, Errc::too_large, Errc::not_an_object}) {
        EXPECT_NE(ErrorCode(code).message(), "unknown");
    }
    EXPECT_EQ(ErrorCode(99, ErrorCode(Errc::malformed).category()).message(), "unknown");
}

}  // namespace

}  // namespace freshet::json
