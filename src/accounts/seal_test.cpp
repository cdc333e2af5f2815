#include "accounts/seal.hpp"

#include <gtest/gtest.h>

namespace freshet::accounts {
namespace {

const Seal seal{SecretText("a secret key of tests")};
const ByteSpan plain = as_bytes("nobody must know");

TEST(Seal, opens_what_it_closed_for_the_same_owner) {
    const auto sealed = seal.close(plain, "ada");

    EXPECT_EQ(seal.open(sealed, "ada"), to_bytes("nobody must know"));
    EXPECT_EQ(sealed.find("nobody"), std::string::npos);
    EXPECT_NE(sealed, seal.close(plain, "ada"));
}

TEST(Seal, opens_nothing_for_another_owner_or_by_another_key) {
    const auto sealed = seal.close(plain, "ada");
    const Seal other(SecretText("another secret key"));

    EXPECT_FALSE(seal.open(sealed, "eve"));
    EXPECT_FALSE(other.open(sealed, "ada"));
}

TEST(Seal, opens_nothing_that_was_altered_anywhere) {
    const auto sealed = seal.close(plain, "ada");

    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto altered = sealed;
        altered[i] = altered[i] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(seal.open(altered, "ada")) << i;
        EXPECT_FALSE(seal.open(sealed.substr(0, i), "ada")) << i;
    }
}

}  // namespace
}  // namespace freshet::accounts
