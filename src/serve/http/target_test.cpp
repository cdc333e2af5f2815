#include "serve/http/target.hpp"

#include <gtest/gtest.h>

#include "serve/http/error.hpp"

namespace freshet::http {
namespace {

TEST(Target, is_a_decoded_path_and_a_raw_query) {
    const auto target = read_target("/a%20b/%C3%A9?x=%20&y");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->path, "/a b/\xc3\xa9");
    EXPECT_EQ(target->query, "x=%20&y");
}

TEST(Target, may_be_in_the_absolute_form) {
    EXPECT_EQ(read_target("http://host:80/a?b")->path, "/a");
    EXPECT_EQ(read_target("https://host")->path, "/");
}

TEST(Target, keeps_dots_that_are_no_steps) {
    EXPECT_EQ(read_target("/a..b/.c/...")->path, "/a..b/.c/...");
}

TEST(Target, refuses_what_could_lead_elsewhere) {
    for (const auto* target :
         {"",       "a",       "*",         "host:443",    "ftp://host/", "http://host?x",
          "/..",    "/a/../b", "/a/..",     "/%2e%2E/etc", "/./a",        "/a%2fb",
          "/a%2Fb", "/a%00",   "/a%0d%0ab", "/%7f",        "/%",          "/%4",
          "/%zz",   "/%ff",    "/%c0%af",   "/%ed%a0%80"}) {
        const auto read = read_target(target);
        ASSERT_FALSE(read) << target;
        EXPECT_EQ(read.error(), Errc::bad_target);
    }
}

}  // namespace
}  // namespace freshet::http
