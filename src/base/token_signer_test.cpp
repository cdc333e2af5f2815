#include "base/token_signer.hpp"

#include <gtest/gtest.h>

namespace freshet {
namespace {

const SecretText secret("a secret that is only in tests");

Bytes claims() { return to_bytes("who and what"); }

TEST(TokenSigner, reads_what_it_signed) {
    const TokenSigner signer(secret, "tests");
    EXPECT_EQ(signer.read(signer.sign(claims()), claims().size()), claims());
}

TEST(TokenSigner, takes_nothing_that_was_changed_anywhere) {
    const TokenSigner signer(secret, "tests");
    const auto token = signer.sign(claims());
    for (std::size_t at = 0; at < token.size(); ++at) {
        auto other = token;
        other[at] = other[at] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(signer.read(other, claims().size())) << at;
    }
    EXPECT_FALSE(signer.read(token + "A", claims().size()));
    EXPECT_FALSE(signer.read(token, claims().size() - 1));
    EXPECT_FALSE(signer.read("", claims().size()));
}

TEST(TokenSigner, takes_nothing_that_another_signed_or_that_is_for_something_else) {
    const auto token = TokenSigner(secret, "tests").sign(claims());
    EXPECT_FALSE(TokenSigner(secret, "others").read(token, claims().size()));
    EXPECT_FALSE(TokenSigner(SecretText("another"), "tests").read(token, claims().size()));
}

}  // namespace
}  // namespace freshet
