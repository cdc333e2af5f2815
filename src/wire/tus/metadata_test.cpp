#include "wire/tus/metadata.hpp"

#include <gtest/gtest.h>

#include "wire/tus/error.hpp"

namespace freshet::tus {
namespace {

TEST(TusMetadata, has_values_of_any_bytes) {
    const auto metadata = Metadata::read("a AAEC, b , c");
    ASSERT_TRUE(metadata);
    EXPECT_EQ(metadata->size(), 3u);
    EXPECT_EQ(metadata->get("a"), std::string_view("\0\1\2", 3));
    EXPECT_EQ(metadata->get("b"), "");
    EXPECT_EQ(metadata->get("d"), std::nullopt);
    EXPECT_EQ(Metadata::read("")->size(), 0u);
}

TEST(TusMetadata, that_is_no_list_of_pairs_is_refused) {
    for (const auto* odd :
         {",", "a AAEC,,b", "a not base64", "a AAEC,a AAEC", "\x01 AAEC", "a A", "a AB=="}) {
        EXPECT_EQ(Metadata::read(odd).error(), Errc::bad_metadata) << odd;
    }
}

TEST(TusMetadata, is_bounded) {
    EXPECT_FALSE(Metadata::read("a " + std::string(Metadata::bytes_max, 'A')));
    std::string many = "k";
    for (std::size_t i = 0; i < Metadata::pairs_max; ++i) many += ",k" + std::to_string(i);
    EXPECT_FALSE(Metadata::read(many));
}

}  // namespace
}  // namespace freshet::tus
