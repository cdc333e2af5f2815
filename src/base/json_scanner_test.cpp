#include "base/json_scanner.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace freshet::json {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

ErrorCode error_of(std::string_view text) {
    const auto checked = check(text);
    return checked ? ErrorCode() : checked.error();
}

TEST(JsonScanner, lets_every_kind_of_value_pass) {
    for (const std::string_view text :
         {"{}", "[]", "\"\"", "0", "-0", "-12.50e+3", "1E9", "true", "false", "null",
          " \t\r\n[ 1 , { \"a\" : [ ] } ] ", R"("\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00")",
          "\"\xc3\xa9\xf0\x9f\x98\x80\"", R"("\ud800")"})
        EXPECT_EQ(error_of(text), ErrorCode()) << text;
}

TEST(JsonScanner, refuses_what_the_grammar_does_not_have) {
    for (const std::string_view text : {"",
                                        " ",
                                        "[",
                                        "]",
                                        "[1",
                                        "[1,]",
                                        "[,1]",
                                        "[1 2]",
                                        "{\"a\"}",
                                        "{\"a\":}",
                                        "{a:1}",
                                        "{1:2}",
                                        "{\"a\":1,}",
                                        "{,}",
                                        "01",
                                        "+1",
                                        "1.",
                                        ".5",
                                        "1e",
                                        "1e+",
                                        "--1",
                                        "tru",
                                        "True",
                                        "nul",
                                        "\"",
                                        "\"\\",
                                        "\"\\x\"",
                                        "\"\\u12\"",
                                        "\"\\u12g4\"",
                                        "'a'",
                                        "1 2",
                                        "[1]]",
                                        "NaN",
                                        "Infinity",
                                        "\"\n\"",
                                        "\"\x1f\"",
                                        "\xef\xbb\xbf[]",
                                        "\v1",
                                        "/**/1",
                                        "[1}"})
        EXPECT_EQ(error_of(text), Errc::malformed) << text;
    EXPECT_EQ(error_of(std::string_view("\"\0\"", 3)), Errc::malformed);
}

TEST(JsonScanner, refuses_text_that_is_no_utf8) {
    for (const std::string_view text :
         {"\"\xff\"", "\"\xc3\"", "\"\xc0\x80\"", "\"\xed\xa0\x80\"", "\"\xf5\x80\x80\x80\""})
        EXPECT_EQ(error_of(text), Errc::malformed) << text;
}

TEST(JsonScanner, refuses_what_is_cut_off_anywhere) {
    constexpr std::string_view text = R"({"a":["\u00e9",{"b":null}],"c":"d"})";
    ASSERT_TRUE(check(text));
    for (std::size_t size = 0; size < text.size(); ++size)
        EXPECT_EQ(error_of(text.substr(0, size)), Errc::malformed) << text.substr(0, size);
}

TEST(JsonScanner, goes_down_as_deep_as_it_may_and_no_deeper) {
    EXPECT_TRUE(check("[[[]]]", 3));
    EXPECT_TRUE(check(R"([{},[[]],{"a":{}}])", 3));
    EXPECT_EQ(check("[[[]]]", 2).error(), Errc::too_deep);
    EXPECT_EQ(check(std::string(100'000, '[')).error(), Errc::too_deep);
    EXPECT_EQ(check(R"({"a":{"a":1}})", 1).error(), Errc::too_deep);
}

TEST(SplitArray, gives_each_element_as_it_stands_there) {
    EXPECT_THAT(split_array(R"( ["a\n", 1.0 ,{ "b": [2] },[] , null] )").value(),
                ElementsAre(R"("a\n")", "1.0", R"({ "b": [2] })", "[]", "null"));
    EXPECT_THAT(split_array("[ ]").value(), IsEmpty());
}

TEST(SplitArray, takes_arrays_alone_and_not_too_many_elements) {
    EXPECT_EQ(split_array("{}").error(), Errc::malformed);
    EXPECT_EQ(split_array("[1] 2").error(), Errc::malformed);
    EXPECT_EQ(split_array("[[[1]]]", {.depth_max = 2}).error(), Errc::too_deep);
    EXPECT_TRUE(split_array("[1,[2,3,4]]", {.items_max = 2}));
    EXPECT_EQ(split_array("[1,2,3]", {.items_max = 2}).error(), Errc::too_large);
    EXPECT_EQ(split_array("[1,2,3", {.items_max = 2}).error(), Errc::malformed);
}

TEST(SplitObject, gives_names_unescaped_and_values_as_they_stand) {
    const auto members = split_object(R"({ "a\u0062" : "c\u0064" ,"":{"e":1}, "a" :[] })");

    ASSERT_TRUE(members);
    ASSERT_EQ(members->size(), 3u);
    EXPECT_EQ(members->at(0).key, "ab");
    EXPECT_EQ(members->at(0).value, R"("c\u0064")");
    EXPECT_EQ(members->at(1).key, "");
    EXPECT_EQ(members->at(1).value, R"({"e":1})");
    EXPECT_EQ(members->at(2).value, "[]");
}

TEST(SplitObject, takes_objects_alone_and_not_too_many_members) {
    EXPECT_TRUE(split_object("{}").value().empty());
    EXPECT_EQ(split_object("[]").error(), Errc::malformed);
    EXPECT_EQ(split_object(R"({"a":1,"b":2})", {.items_max = 1}).error(), Errc::too_large);
}

TEST(Unescape, says_what_the_string_says) {
    EXPECT_EQ(unescape(R"("")"), "");
    EXPECT_EQ(unescape(R"("a\"\\\/\b\f\n\r\tz")"), "a\"\\/\b\f\n\r\tz");
    EXPECT_EQ(unescape(R"("\u0041\u00e9\u20AC\ud83d\ude00")"),
              "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
    EXPECT_EQ(unescape(R"("\u0000")"), std::string(1, '\0'));
}

TEST(Unescape, puts_a_replacement_for_half_a_pair) {
    EXPECT_EQ(unescape(R"("\ud83d")"), "\xef\xbf\xbd");
    EXPECT_EQ(unescape(R"("\ude00x")"), "\xef\xbf\xbdx");
    EXPECT_EQ(unescape(R"("\ud83d\u0041")"),
              "\xef\xbf\xbd"
              "A");
    EXPECT_EQ(unescape(R"("\ud83d\n")"), "\xef\xbf\xbd\n");
}

}  // namespace
}  // namespace freshet::json
