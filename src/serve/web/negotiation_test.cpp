#include "serve/web/negotiation.hpp"

#include <gtest/gtest.h>

namespace freshet::web {
namespace {

struct Wish {
    std::string_view accept_encoding;
    Coding given;
};

class BestCoding : public testing::TestWithParam<Wish> {};

TEST_P(BestCoding, is_what_the_client_likes_most) {
    EXPECT_EQ(best_coding(GetParam().accept_encoding, true, true), GetParam().given);
}

INSTANTIATE_TEST_SUITE_P(
    Clients, BestCoding,
    testing::Values(Wish{"", Coding::identity}, Wish{"gzip, deflate, br", Coding::brotli},
                    Wish{"gzip, deflate", Coding::gzip}, Wish{"GZIP", Coding::gzip},
                    Wish{"br;q=0.5, gzip;q=0.8", Coding::gzip},
                    Wish{"br ; q=1.0 , gzip;q=0.999", Coding::brotli},
                    Wish{"br;q=0, gzip;q=0.000", Coding::identity}, Wish{"*", Coding::brotli},
                    Wish{"br;q=0, *", Coding::gzip}, Wish{"identity", Coding::identity},
                    Wish{"brotli, x-gzip", Coding::identity},
                    Wish{"br;q=nonsense", Coding::identity}, Wish{"br;q=", Coding::identity},
                    Wish{",,;;,", Coding::identity}));

TEST(BestCoding, gives_only_what_there_is) {
    EXPECT_EQ(best_coding("br, gzip", true, false), Coding::gzip);
    EXPECT_EQ(best_coding("br, gzip", false, true), Coding::brotli);
    EXPECT_EQ(best_coding("br, gzip", false, false), Coding::identity);
}

TEST(NamesTag, compares_weakly_with_each_element) {
    EXPECT_TRUE(names_tag(R"("a")", R"("a")"));
    EXPECT_TRUE(names_tag(R"(W/"a")", R"("a")"));
    EXPECT_TRUE(names_tag(R"("b", "a")", R"("a")"));
    EXPECT_TRUE(names_tag("*", R"("a")"));
    EXPECT_FALSE(names_tag(R"("b")", R"("a")"));
    EXPECT_FALSE(names_tag("a", R"("a")"));
    EXPECT_FALSE(names_tag("", R"("a")"));
}

}  // namespace
}  // namespace freshet::web
