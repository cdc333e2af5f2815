#include "base/names.hpp"

#include <gtest/gtest.h>

namespace freshet {
namespace {

TEST(Names, become_lower_case_where_they_are_ascii) {
    EXPECT_EQ(to_lower_ascii("Ada_Lovelace-1815"), "ada_lovelace-1815");
    EXPECT_EQ(to_lower_ascii("\xc3\x84"), "\xc3\x84");
}

TEST(Names, lose_the_white_space_around_them) {
    EXPECT_EQ(trim_ascii(" \t\r\n ada \v\f"), "ada");
    EXPECT_EQ(trim_ascii("a d a"), "a d a");
    EXPECT_EQ(trim_ascii("  "), "");
}

TEST(Names, are_reserved_where_a_route_or_a_page_has_them) {
    for (const auto* name :
         {"me", "my", "check", "admin", "system", "api", "live", "hls", "watch", "t", "LIVE"}) {
        EXPECT_TRUE(is_reserved_name(name)) << name;
    }
    EXPECT_FALSE(is_reserved_name("ada"));
    EXPECT_FALSE(is_reserved_name("admin2"));
}

TEST(Names, are_reserved_when_they_read_as_an_id) {
    EXPECT_TRUE(is_reserved_name("0190163d-8694-739b-aea5-966c26f8ad91"));
    EXPECT_TRUE(is_reserved_name("0190163D-8694-739B-AEA5-966C26F8AD91"));
    EXPECT_FALSE(is_reserved_name("0190163d-8694-739b-aea5-966c26f8ad9"));
}

}  // namespace
}  // namespace freshet
