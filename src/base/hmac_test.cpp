#include "base/hmac.hpp"

#include <gtest/gtest.h>

#include "base/encoding.hpp"

namespace freshet {
namespace {

constexpr std::string_view message = "what do ya want for nothing?";

TEST(Hmac, is_that_of_the_standards) {
    // RFC 4231, 4.3, and RFC 2202, 3: test case 2 of both.
    EXPECT_EQ(to_hex(hmac_sha256("Jefe", as_bytes(message))),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(to_hex(hmac_sha1("Jefe", as_bytes(message))),
              "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
}

TEST(Hmac, takes_keys_of_any_length_and_no_message) {
    // RFC 4231, 4.7: a key longer than a block.
    EXPECT_EQ(
        to_hex(hmac_sha256(std::string(131, '\xaa'),
                           as_bytes("Test Using Larger Than Block-Size Key - Hash Key First"))),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    EXPECT_EQ(to_hex(hmac_sha256("", {})),
              "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

}  // namespace
}  // namespace freshet
