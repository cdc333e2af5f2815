#include "serve/playback/visitor.hpp"

#include <gtest/gtest.h>

namespace freshet::playback {
namespace {

TEST(PlainQueryValue, finds_a_parameter_by_its_whole_name) {
    EXPECT_EQ(plain_query_value("a=1&token=x-_&b=", "token"), "x-_");
    EXPECT_EQ(plain_query_value("atoken=1&token", "token"), "");
    EXPECT_EQ(plain_query_value("", "token"), "");
}

}  // namespace
}  // namespace freshet::playback
