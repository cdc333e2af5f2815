#include "wire/hls/attributes.hpp"

#include <gtest/gtest.h>

#include "wire/hls/error.hpp"

namespace freshet::hls {
namespace {

TEST(Attributes, reads_quoted_and_plain_values) {
    const auto attributes =
        read_attributes("BANDWIDTH=1280,CODECS=\"avc1.64001f,mp4a.40.2\",A-1=x");

    ASSERT_TRUE(attributes);
    EXPECT_EQ(attributes->size(), 3u);
    EXPECT_EQ(attributes->at("BANDWIDTH"), "1280");
    EXPECT_EQ(attributes->at("CODECS"), "avc1.64001f,mp4a.40.2");
    EXPECT_EQ(attributes->at("A-1"), "x");
}

TEST(Attributes, refuses_lists_that_break_the_grammar) {
    for (const auto* bad : {"", "A", "=1", "a=1", "A=", "A=1,", "A=1,A=2", "A=\"1", "A=\"1\"x",
                            "A=1\"", "A=1 ,B=2,,"}) {
        EXPECT_FALSE(read_attributes(bad)) << bad;
    }
}

TEST(Attributes, a_number_is_digits_to_the_last_character) {
    EXPECT_EQ(read_number<std::uint64_t>("42"), 42u);
    EXPECT_EQ(read_number<double>("0.5"), 0.5);
    EXPECT_FALSE(read_number<std::uint64_t>("-1"));
    EXPECT_FALSE(read_number<std::uint64_t>("1x"));
    EXPECT_FALSE(read_number<std::uint64_t>(""));
    EXPECT_FALSE(read_number<std::uint8_t>("256"));
    EXPECT_FALSE(read_number<double>("inf"));
}

}  // namespace
}  // namespace freshet::hls
