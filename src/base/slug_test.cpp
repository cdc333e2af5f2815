#include "base/slug.hpp"

#include <gtest/gtest.h>

namespace freshet {
namespace {

TEST(Slug, spells_words_in_lower_case_with_hyphens_between) {
    EXPECT_EQ(slug_of("Ada paints", 50), "ada-paints");
    EXPECT_EQ(slug_of("  C++ & 3D -- live!  ", 50), "c-3d-live");
}

TEST(Slug, spells_accents_and_cyrillic_in_plain_letters) {
    EXPECT_EQ(slug_of("M\u00fasica de \u00d1and\u00fa", 50), "musica-de-nandu");
    EXPECT_EQ(slug_of("\u0110\u00eam nh\u1ea1c tr\u1ebb", 50), "dem-nhac-tre");
    EXPECT_EQ(slug_of("\u0422\u0430\u043d\u0435\u0446 \u0451\u0436\u0438\u043a\u0430", 50),
              "tanets-yozhika");
    EXPECT_EQ(slug_of("e\u0301te\u0301", 50), "ete");
}

TEST(Slug, has_no_more_than_is_allowed_and_no_hyphen_at_an_end) {
    EXPECT_EQ(slug_of("paint and talk", 9), "paint-and");
    EXPECT_EQ(slug_of("paint and talk", 6), "paint");
    EXPECT_EQ(slug_of("\u0449\u0449", 7), "shch");
}

TEST(Slug, is_empty_where_nothing_can_be_spelled) {
    EXPECT_EQ(slug_of("", 50), "");
    EXPECT_EQ(slug_of("\u7d75\u3092\u63cf\u304f", 50), "");
    EXPECT_EQ(slug_of("\xff\xc3", 50), "");
}

}  // namespace
}  // namespace freshet
