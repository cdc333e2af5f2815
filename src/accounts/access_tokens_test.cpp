#include "accounts/access_tokens.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

#include "accounts/error.hpp"
#include "base/bytes.hpp"
#include "base/encoding.hpp"
#include "base/testing/error_of.hpp"

namespace freshet::accounts {
namespace {

using namespace std::chrono_literals;

constexpr WallTime noon{std::chrono::milliseconds(1'800'000'000'000)};
const std::string key = "a key that is long enough for HS256 and nobody knows";
const std::string user_text = "0190163d-8694-739b-aea5-966c26f8ad91";
const std::string session_text = "0190163d-8694-739b-aea5-966c26f8ad92";
const std::string claims_json = R"({"exp":1800003600,"iat":1800000000,"sid":")" + session_text +
                                R"(","sub":")" + user_text + R"("})";

const AccessTokens tokens{SecretText(key), 1h};
const AccessClaims claims{.user = *UserId::parse(user_text),
                          .session = *SessionId::parse(session_text)};

/// A token as an attacker would put it together; signed with `with`, by HMAC-SHA256.
std::string forged(const std::string& header, const std::string& payload, const std::string& with) {
    const auto body = to_base64url(as_bytes(header)) + "." + to_base64url(as_bytes(payload));
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(with.data()),
                                with.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(body.data()),
                                  body.size());
    crypto_auth_hmacsha256_final(&state, mac.data());
    return body + "." + to_base64url(std::as_bytes(std::span(mac)));
}

std::string our_header() {
    const auto token = tokens.issue(claims, noon);
    const auto header = from_base64url(token.substr(0, token.find('.'))).value();
    return std::string(as_text(header));
}

TEST(AccessTokens, read_what_they_issued) {
    const auto read = tokens.read(tokens.issue(claims, noon), noon);

    ASSERT_TRUE(read);
    EXPECT_EQ(read->user, claims.user);
    EXPECT_EQ(read->session, claims.session);
}

TEST(AccessTokens, are_jwts_that_any_library_can_read) {
    EXPECT_NE(our_header().find(R"("alg":"HS256")"), std::string::npos);
    EXPECT_TRUE(tokens.read(forged(our_header(), claims_json, key), noon));
}

TEST(AccessTokens, expire_after_their_life) {
    const auto token = tokens.issue(claims, noon);

    EXPECT_TRUE(tokens.read(token, noon + 1h - 1s));
    EXPECT_EQ(error_of(tokens.read(token, noon + 1h)), Errc::token_expired);
}

TEST(AccessTokens, refuse_a_token_without_a_signature) {
    for (const auto* header :
         {R"({"alg":"none"})", R"({"typ":"JWT","alg":"none"})", R"({"alg":"None"})"}) {
        const auto body =
            to_base64url(as_bytes(header)) + "." + to_base64url(as_bytes(claims_json));

        EXPECT_EQ(error_of(tokens.read(body + ".", noon)), Errc::token_invalid) << header;
        EXPECT_EQ(error_of(tokens.read(body, noon)), Errc::token_invalid) << header;
        EXPECT_EQ(error_of(tokens.read(forged(header, claims_json, key), noon)),
                  Errc::token_invalid)
            << header;
    }
}

TEST(AccessTokens, refuse_another_algorithm_even_with_the_right_key) {
    for (const auto* header : {R"({"typ":"JWT","alg":"HS512"})", R"({"typ":"JWT","alg":"RS256"})",
                               R"({"alg":"HS256","typ":"JWT","kid":"../../dev/null"})", "{}", ""}) {
        EXPECT_EQ(error_of(tokens.read(forged(header, claims_json, key), noon)),
                  Errc::token_invalid)
            << header;
    }
}

TEST(AccessTokens, refuse_another_key) {
    const AccessTokens others(SecretText("another key"), 1h);

    EXPECT_EQ(error_of(tokens.read(others.issue(claims, noon), noon)), Errc::token_invalid);
    EXPECT_EQ(error_of(tokens.read(forged(our_header(), claims_json, ""), noon)),
              Errc::token_invalid);
}

TEST(AccessTokens, refuse_a_token_with_any_letter_changed) {
    const auto token = tokens.issue(claims, noon);
    for (std::size_t i = 0; i < token.size() - 1;
         ++i) {  // The last letter has bits that mean nothing.
        auto changed = token;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';

        EXPECT_FALSE(tokens.read(changed, noon)) << i;
    }
}

TEST(AccessTokens, refuse_claims_that_are_missing_or_no_ids) {
    for (const auto* payload :
         {"{}", "", "[]", "null", R"({"sub":1,"sid":2})", R"({"sub":"x","sid":"y","exp":9e9})"}) {
        EXPECT_EQ(error_of(tokens.read(forged(our_header(), payload, key), noon)),
                  Errc::token_invalid)
            << payload;
    }
    const auto without_end = R"({"sid":")" + session_text + R"(","sub":")" + user_text + R"("})";
    EXPECT_FALSE(tokens.read(forged(our_header(), without_end, key), noon));
}

TEST(AccessTokens, refuse_what_is_no_token_at_all) {
    for (const auto& text :
         {std::string(), std::string("."), std::string(".."), std::string("a.b.c"),
          std::string(100'000, 'a'), our_header(), std::string("\0\0", 2)}) {
        EXPECT_EQ(error_of(tokens.read(text, noon)), Errc::token_invalid);
    }
}

}  // namespace
}  // namespace freshet::accounts
