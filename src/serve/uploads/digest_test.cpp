#include "serve/uploads/digest.hpp"

#include <gtest/gtest.h>

#include "base/encoding.hpp"

namespace freshet::uploads {
namespace {

std::string digest_of(tus::Algorithm algorithm) {
    Digest digest(algorithm);
    digest.add(as_bytes("hello "));
    digest.add(as_bytes("world"));
    return to_hex(digest.finish());
}

TEST(Digest, is_that_of_all_pieces_together) {
    EXPECT_EQ(digest_of(tus::Algorithm::md5), "5eb63bbbe01eeed093cb22bb8f5acdc3");
    EXPECT_EQ(digest_of(tus::Algorithm::sha1), "2aae6c35c94fcfb415dbe95f408b9ce91ee846ed");
    EXPECT_EQ(digest_of(tus::Algorithm::sha256),
              "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9");
}

}  // namespace
}  // namespace freshet::uploads
