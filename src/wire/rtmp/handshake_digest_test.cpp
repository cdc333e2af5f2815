#include "wire/rtmp/handshake_digest.hpp"

#include <gtest/gtest.h>

namespace freshet::rtmp {
namespace {

Bytes packet_of(int fill) { return Bytes(handshake_size, static_cast<std::byte>(fill)); }

TEST(HandshakeDigest, finds_what_was_signed_in_either_scheme) {
    for (const auto scheme : {DigestScheme::place_at_8, DigestScheme::place_at_772}) {
        for (const int fill : {0, 1, 77, 181, 182, 255}) {
            auto packet = packet_of(fill);
            sign(packet, scheme, Signer::client);

            const auto found = find_digest(packet, Signer::client);

            ASSERT_TRUE(found) << fill;
            EXPECT_EQ(found->scheme, scheme);
        }
    }
}

TEST(HandshakeDigest, finds_nothing_when_a_byte_changed_or_another_signed) {
    auto packet = packet_of(7);
    sign(packet, DigestScheme::place_at_8, Signer::client);

    EXPECT_FALSE(find_digest(packet, Signer::server));
    packet.back() ^= std::byte{1};
    EXPECT_FALSE(find_digest(packet, Signer::client));
    EXPECT_FALSE(find_digest(packet_of(7), Signer::client));
    EXPECT_FALSE(find_digest(ByteSpan(packet).first(100), Signer::client))
        << "too short to hold one";
}

TEST(HandshakeDigest, answers_with_a_signed_s1_and_an_s2_that_proves_the_digest) {
    auto c1 = packet_of(9);
    sign(c1, DigestScheme::place_at_772, Signer::client);
    const auto found = find_digest(c1, Signer::client);
    ASSERT_TRUE(found);

    Bytes answer;
    append_digest_answer(answer, *found);

    ASSERT_EQ(answer.size(), 2 * handshake_size);
    const auto s1 = ByteSpan(answer).first(handshake_size);
    const auto s2 = ByteSpan(answer).last(handshake_size);
    const auto signed_by_us = find_digest(s1, Signer::server);
    ASSERT_TRUE(signed_by_us);
    EXPECT_EQ(signed_by_us->scheme, DigestScheme::place_at_772);
    const auto proof = prove(s2, found->digest, Signer::server);
    EXPECT_TRUE(std::ranges::equal(proof, s2.last(proof.size())));
}

}  // namespace
}  // namespace freshet::rtmp
