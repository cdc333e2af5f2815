#include "accounts/totp.hpp"

#include <gtest/gtest.h>

namespace freshet::accounts {
namespace {

using namespace std::chrono_literals;

// RFC 6238, appendix B: the secret of its vectors, which have eight digits; ours are the last six.
const ByteSpan secret = as_bytes("12345678901234567890");

WallTime at(std::int64_t seconds) { return WallTime(std::chrono::seconds(seconds)); }

TEST(Totp, gives_the_codes_of_the_rfc) {
    for (const auto& [seconds, code] : {std::pair<std::int64_t, const char*>{59, "287082"},
                                        {1111111109, "081804"},
                                        {1111111111, "050471"},
                                        {1234567890, "005924"},
                                        {2000000000, "279037"},
                                        {20000000000, "353130"}}) {
        EXPECT_EQ(Totp::code(secret, Totp::step_at(at(seconds))), code);
    }
}

TEST(Totp, takes_the_code_of_now_and_of_one_step_before_and_after) {
    const auto now = at(1'800'000'000);
    const auto step = Totp::step_at(now);

    for (const auto off : {-1, 0, 1}) {
        EXPECT_EQ(Totp::step_of(secret, Totp::code(secret, step + off), now, 0), step + off);
    }
    for (const auto off : {-2, 2}) {
        EXPECT_FALSE(Totp::step_of(secret, Totp::code(secret, step + off), now, 0));
    }
}

TEST(Totp, takes_no_step_that_was_used) {
    const auto now = at(1'800'000'000);
    const auto step = Totp::step_at(now);

    EXPECT_FALSE(Totp::step_of(secret, Totp::code(secret, step), now, step));
    EXPECT_FALSE(Totp::step_of(secret, Totp::code(secret, step - 1), now, step));
    EXPECT_TRUE(Totp::step_of(secret, Totp::code(secret, step + 1), now, step));
}

TEST(Totp, takes_nothing_that_is_no_code) {
    const auto now = at(1'800'000'000);
    const auto code = Totp::code(secret, Totp::step_at(now));

    for (const auto& other : {std::string(), code + "0", code.substr(1), std::string(6, ' ')}) {
        EXPECT_FALSE(Totp::step_of(secret, other, now, 0)) << other;
    }
}

TEST(Totp, prints_what_authenticator_apps_read) {
    EXPECT_EQ(Totp::printed(secret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    EXPECT_EQ(Totp::url(secret, "ada+tv@example.org"),
              "otpauth://totp/Freshet:ada%2Btv%40example.org"
              "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Freshet&algorithm=SHA1&digits=6"
              "&period=30");
}

TEST(Totp, makes_another_secret_every_time) {
    EXPECT_EQ(Totp::make_secret().size(), 20u);
    EXPECT_NE(Totp::make_secret(), Totp::make_secret());
}

}  // namespace
}  // namespace freshet::accounts
