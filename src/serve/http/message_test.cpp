#include "serve/http/message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace freshet::http {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(Headers, find_names_in_any_case_and_the_first_of_several) {
    Headers headers;
    headers.add("Accept", "a");
    headers.add("ACCEPT", "b");
    EXPECT_EQ(headers.get("accept"), "a");
    EXPECT_EQ(headers.count("Accept"), 2u);
    EXPECT_EQ(headers.get("Accep"), std::nullopt);
}

TEST(Headers, replace_all_fields_of_a_name) {
    Headers headers;
    headers.add("A", "1");
    headers.add("B", "2");
    headers.add("a", "3");
    headers.set("A", "4");
    EXPECT_THAT(headers.all(), ElementsAre(Pair("B", "2"), Pair("A", "4")));
}

TEST(Headers, stay_what_they_are_when_they_are_copied_and_moved) {
    Headers headers;
    headers.add("Name", std::string(1000, 'x'));
    headers.add("Empty", "");
    const auto copy = headers;
    const auto moved = std::move(headers);
    EXPECT_EQ(copy.all(), moved.all());
    EXPECT_EQ(moved.get("Empty"), "");
}

TEST(Method, reads_what_it_writes_and_nothing_else) {
    for (const auto method : {Method::get, Method::head, Method::post, Method::put, Method::patch,
                              Method::delete_, Method::options}) {
        EXPECT_EQ(method_from(to_string(method)), method);
    }
    for (const auto* name : {"get", "TRACE", "CONNECT", ""})
        EXPECT_EQ(method_from(name), std::nullopt) << name;
}

TEST(QueryValue, decodes_names_and_values) {
    const Request request{.query = "a=1&b%20c=x+y%26z&empty=&flag&a=2"};
    EXPECT_EQ(request.query_value("a"), "1");
    EXPECT_EQ(request.query_value("b c"), "x y&z");
    EXPECT_EQ(request.query_value("empty"), "");
    EXPECT_EQ(request.query_value("flag"), "");
    EXPECT_EQ(request.query_value("none"), std::nullopt);
}

TEST(QueryValue, gives_nothing_for_a_value_that_cannot_be_decoded) {
    EXPECT_EQ(Request{.query = "a=%zz"}.query_value("a"), std::nullopt);
    EXPECT_EQ(Request{.query = "a=%2"}.query_value("a"), std::nullopt);
}

}  // namespace
}  // namespace freshet::http
