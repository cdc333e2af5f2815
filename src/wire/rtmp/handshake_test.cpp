#include "wire/rtmp/handshake.hpp"

#include <gtest/gtest.h>

#include "wire/rtmp/error.hpp"
#include "wire/rtmp/handshake_digest.hpp"

namespace freshet::rtmp {
namespace {

/// C0, C1 and C2 of a client, with what follows them.
Bytes client_bytes(ByteSpan c1, std::string_view rest = "") {
    Bytes bytes{std::byte{3}};
    append(bytes, c1);
    append(bytes, Bytes(handshake_size, std::byte{2}));
    append(bytes, rest);
    return bytes;
}

Bytes plain_c1() {
    Bytes c1(handshake_size, std::byte{1});
    std::fill_n(c1.begin() + 4, 4, std::byte{0});
    return c1;
}

TEST(ServerHandshake, answers_a_plain_client_with_its_own_bytes) {
    const auto c1 = plain_c1();
    const auto input = client_bytes(c1);
    ServerHandshake handshake;
    ByteSpan left = input;
    Bytes out;

    ASSERT_TRUE(handshake.feed(left, out));

    EXPECT_TRUE(handshake.done());
    ASSERT_EQ(out.size(), 1 + 2 * handshake_size);
    EXPECT_EQ(out.front(), std::byte{3});
    EXPECT_TRUE(std::ranges::equal(ByteSpan(out).last(handshake_size), c1)) << "S2 is C1";
}

TEST(ServerHandshake, answers_a_signed_client_with_a_signature) {
    Bytes c1(handshake_size, std::byte{5});
    sign(c1, DigestScheme::place_at_8, Signer::client);
    const auto input = client_bytes(c1);
    ServerHandshake handshake;
    ByteSpan left = input;
    Bytes out;

    ASSERT_TRUE(handshake.feed(left, out));

    EXPECT_TRUE(handshake.done());
    EXPECT_TRUE(find_digest(ByteSpan(out).subspan(1, handshake_size), Signer::server));
}

TEST(ServerHandshake, leaves_what_follows_however_the_input_is_cut) {
    const auto input = client_bytes(plain_c1(), "rest");
    for (const std::size_t cut : {1u, 2u, 7u, 1535u, 1536u, 1537u, 3072u, 3073u, 3074u}) {
        ServerHandshake handshake;
        Bytes out;
        Bytes left_over;

        for (std::size_t at = 0; at < input.size(); at += cut) {
            auto piece = ByteSpan(input).subspan(at, std::min(cut, input.size() - at));
            ASSERT_TRUE(handshake.feed(piece, out));
            append(left_over, piece);
        }

        EXPECT_TRUE(handshake.done());
        EXPECT_EQ(as_text(left_over), "rest") << cut;
        EXPECT_EQ(out.size(), 1 + 2 * handshake_size);
    }
}

TEST(ServerHandshake, answers_as_soon_as_c1_is_whole_and_waits_for_c2) {
    const auto input = client_bytes(plain_c1());
    ServerHandshake handshake;
    Bytes out;

    auto first = ByteSpan(input).first(handshake_size);
    ASSERT_TRUE(handshake.feed(first, out));
    EXPECT_TRUE(out.empty());

    auto last_of_c1 = ByteSpan(input).subspan(handshake_size, 1);
    ASSERT_TRUE(handshake.feed(last_of_c1, out));
    EXPECT_FALSE(out.empty());
    EXPECT_FALSE(handshake.done());
}

TEST(ServerHandshake, refuses_other_versions_at_the_first_byte) {
    for (const int version : {0, 2, 4, 6, 71, 255}) {
        const Bytes input{static_cast<std::byte>(version)};
        ServerHandshake handshake;
        ByteSpan left = input;
        Bytes out;

        const auto fed = handshake.feed(left, out);

        ASSERT_FALSE(fed) << version;
        const auto expected =
            version == 6 ? Errc::encryption_not_supported : Errc::unsupported_version;
        EXPECT_EQ(fed.error(), expected) << version;
        EXPECT_TRUE(out.empty());
    }
}

}  // namespace
}  // namespace freshet::rtmp
