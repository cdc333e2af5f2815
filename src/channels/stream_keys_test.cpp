#include "channels/stream_keys.hpp"

#include <gtest/gtest.h>

namespace freshet::channels {
namespace {

const ChannelId channel = *ChannelId::parse("0190163d-8694-739b-aea5-966c26f8ad91");
const StreamKeys keys{SecretText("a secret")};

// printf '%s' 0190163d8694739baea5966c26f8ad9100000001 | xxd -r -p | openssl dgst -sha256 -hmac 'a
// secret' -binary |
//     head -c 20 | base32 | tr A-Z a-z
TEST(StreamKeys, are_what_openssl_makes_of_the_same_input) {
    EXPECT_EQ(keys.derive(channel, 1), "a3momfuw3bsxerqc7rcvt6sfygjtnmdi");
}

TEST(StreamKeys, have_32_letters_and_differ_by_channel_version_and_secret) {
    const StreamKeys others(SecretText("another secret"));
    const auto key = keys.derive(channel, 1);

    EXPECT_EQ(key.size(), 32u);
    EXPECT_EQ(keys.derive(channel, 1), key);
    EXPECT_NE(keys.derive(channel, 2), key);
    EXPECT_NE(keys.derive(ChannelId::make(), 1), key);
    EXPECT_NE(others.derive(channel, 1), key);
}

TEST(StreamKeys, are_kept_as_their_sha256) {
    EXPECT_EQ(StreamKeys::hash("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(StreamKeys, have_a_check_value_that_tells_one_secret_from_another) {
    const StreamKeys others(SecretText("another secret"));

    EXPECT_EQ(keys.check_value(), StreamKeys(SecretText("a secret")).check_value());
    EXPECT_NE(keys.check_value(), others.check_value());
    EXPECT_EQ(keys.check_value().find("a secret"), std::string::npos);
}

}  // namespace
}  // namespace freshet::channels
