#include "base/encoding.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"

namespace freshet {
namespace {

TEST(Hex, writes_two_lower_case_digits_a_byte) {
    EXPECT_EQ(to_hex(as_bytes("\x01\xab\xff")), "01abff");
}

// RFC 4648, 10: the test vectors, in lower case and without padding.
TEST(Base32, writes_the_vectors_of_the_rfc) {
    EXPECT_EQ(to_base32(as_bytes("")), "");
    EXPECT_EQ(to_base32(as_bytes("f")), "my");
    EXPECT_EQ(to_base32(as_bytes("fo")), "mzxq");
    EXPECT_EQ(to_base32(as_bytes("foo")), "mzxw6");
    EXPECT_EQ(to_base32(as_bytes("foob")), "mzxw6yq");
    EXPECT_EQ(to_base32(as_bytes("fooba")), "mzxw6ytb");
    EXPECT_EQ(to_base32(as_bytes("foobar")), "mzxw6ytboi");
}

TEST(Base64, writes_and_reads_the_vectors_of_the_rfc) {
    for (const auto& [plain, encoded] : {std::pair{"", ""},
                                         {"f", "Zg=="},
                                         {"fo", "Zm8="},
                                         {"foo", "Zm9v"},
                                         {"foob", "Zm9vYg=="},
                                         {"fooba", "Zm9vYmE="},
                                         {"foobar", "Zm9vYmFy"}}) {
        EXPECT_EQ(to_base64(as_bytes(plain)), encoded);
        EXPECT_EQ(from_base64(encoded), to_bytes(plain));
    }
    EXPECT_EQ(to_base64(as_bytes("\xfb\xff")), "+/8=");
}

TEST(Base64, refuses_what_has_not_its_padding_letters_and_bits) {
    for (const auto* text : {"Zg", "Zg=", "Zg===", "=", "====", "Z===", "Zm-v", "Zm_v", "Zm 9v",
                             "Zh==", "Zm9=", "Zg==Zg==", "Zm8=\n"}) {
        EXPECT_FALSE(from_base64(text)) << text;
    }
}

TEST(Base64Url, writes_and_reads_the_vectors_of_the_rfc) {
    for (const auto& [plain, encoded] : {std::pair{"", ""},
                                         {"f", "Zg"},
                                         {"fo", "Zm8"},
                                         {"foo", "Zm9v"},
                                         {"foob", "Zm9vYg"},
                                         {"fooba", "Zm9vYmE"},
                                         {"foobar", "Zm9vYmFy"}}) {
        EXPECT_EQ(to_base64url(as_bytes(plain)), encoded);
        EXPECT_EQ(from_base64url(encoded), to_bytes(plain));
    }
}

TEST(Base64Url, reads_back_bytes_of_every_length) {
    for (std::size_t size = 0; size < 100; ++size) {
        Bytes bytes(size);
        fill_random(bytes);

        EXPECT_EQ(from_base64url(to_base64url(bytes)), bytes);
    }
}

TEST(Base64Url, uses_the_letters_that_urls_can_hold) {
    EXPECT_EQ(to_base64url(as_bytes("\xfb\xff")), "-_8");
}

TEST(Base64Url, refuses_padding_other_letters_stray_bits_and_lengths_that_cannot_be) {
    for (const auto* text : {"Zg==", "Zm+v", "Zm/v", "Zm 9v", "Zh", "Zm9", "Z", "Zm9vY"}) {
        EXPECT_FALSE(from_base64url(text)) << text;
    }
}

TEST(PercentEncoding, leaves_alone_what_means_nothing_in_a_url) {
    EXPECT_EQ(percent_encoded("AZaz09-._~"), "AZaz09-._~");
    EXPECT_EQ(percent_encoded("a b+c&d=%/?@\r\n"), "a%20b%2Bc%26d%3D%25%2F%3F%40%0D%0A");
    EXPECT_EQ(percent_encoded("\xc3\xa9\xff"), "%C3%A9%FF");
    EXPECT_EQ(percent_encoded(std::string_view("\0", 1)), "%00");
}

}  // namespace
}  // namespace freshet
