#include "store/objects/cloudfront_signer.hpp"

#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

namespace freshet::objects {
namespace {

/// tests/testing/cloudfront.test.ts holds the same files to Amazon's own library.
std::string read(const std::string& name) {
    std::ifstream file(FRESHET_SOURCE_DIR "/tests/testing/cloudfront/" + name);
    std::string text(std::istreambuf_iterator<char>(file), {});
    text.resize(text.find_last_not_of('\n') + 1);
    return text;
}

TEST(CloudFrontSigner, signs_as_the_library_of_amazon_does) {
    const auto signer = CloudFrontSigner::create("K2JCJMDEHXQW5F", read("private-key.pem"));
    ASSERT_TRUE(signer);

    const auto query = signer->query("https://cdn.example/media/0f3a/*",
                                     WallTime(std::chrono::milliseconds(1'800'000'000'999)));

    const auto expected = read("signed-url.txt");
    EXPECT_EQ("https://cdn.example/media/0f3a/1/720p.mp4?" + query, expected);
}

TEST(CloudFrontSigner, is_made_of_an_rsa_key_alone) {
    // RFC 8410, 10.3: an Ed25519 key.
    const std::string other =
        "-----BEGIN PRIVATE KEY-----\n"
        "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
        "-----END PRIVATE KEY-----\n";
    const auto whole = read("private-key.pem");

    EXPECT_FALSE(CloudFrontSigner::create("K", ""));
    EXPECT_FALSE(CloudFrontSigner::create("K", "secret"));
    EXPECT_FALSE(CloudFrontSigner::create("K", whole.substr(0, whole.size() / 2)));
    EXPECT_FALSE(CloudFrontSigner::create("K", other));
}

}  // namespace
}  // namespace freshet::objects
