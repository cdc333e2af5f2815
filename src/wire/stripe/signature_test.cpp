#include "wire/stripe/signature.hpp"

#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "wire/stripe/error.hpp"

namespace freshet::stripe {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view body = R"({"id":"evt_1"})";
constexpr std::string_view secret = "whsec_test";
constexpr std::chrono::sys_seconds signed_at{1'800'000'000s};
// printf '1800000000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_test
const std::string good = "45705be2a45ab5acdd1395cc695e9e7073125385ec24194921c401dff44176f8";

ErrorCode verdict(const std::string& header, std::chrono::sys_seconds now = signed_at) {
    return error_of(verify_signature({.body = body, .header = header, .secret = secret}, now));
}

TEST(StripeSignature, is_good_for_the_body_that_it_was_made_of) {
    EXPECT_EQ(verdict("t=1800000000,v1=" + good), ErrorCode());
    EXPECT_EQ(
        error_of(verify_signature(
            {.body = "{}", .header = "t=1800000000,v1=" + good, .secret = secret}, signed_at)),
        Errc::wrong_signature);
    EXPECT_EQ(verdict("t=1800000001,v1=" + good), Errc::wrong_signature);
}

TEST(StripeSignature, may_be_one_of_several_while_a_secret_is_rolled) {
    const std::string wrong(64, '0');
    EXPECT_EQ(verdict("t=1800000000,v1=" + wrong + ",v1=" + good + ",v0=" + wrong), ErrorCode());
    EXPECT_EQ(verdict("t=1800000000,v1=" + wrong + ",v0=" + good), Errc::wrong_signature);
    std::string many = "t=1800000000";
    for (int i = 0; i < 8; ++i) many += ",v1=" + wrong;
    EXPECT_EQ(verdict(many + ",v1=" + good), Errc::wrong_signature);
}

TEST(StripeSignature, is_good_for_five_minutes) {
    const auto header = "t=1800000000,v1=" + good;
    EXPECT_EQ(verdict(header, signed_at + 300s), ErrorCode());
    EXPECT_EQ(verdict(header, signed_at + 301s), Errc::old_signature);
    EXPECT_EQ(verdict(header, signed_at - 301s), Errc::old_signature);
}

TEST(StripeSignature, that_is_none_is_refused) {
    const std::vector<std::string> none{"",
                                        "t=1800000000",
                                        "v1=" + good,
                                        "t=,v1=" + good,
                                        "t=x,v1=" + good,
                                        "t=-1,v1=" + good,
                                        "t=99999999999999999999,v1=" + good,
                                        ",,,=,t"};
    for (const auto& header : none) EXPECT_EQ(verdict(header), Errc::no_signature) << header;
    EXPECT_EQ(verdict("t=1800000000,v1="), Errc::wrong_signature);
}

TEST(StripeSignature, nothing_is_good_without_a_secret) {
    EXPECT_EQ(error_of(verify_signature(
                  {.body = body, .header = "t=1800000000,v1=" + good, .secret = ""}, signed_at)),
              Errc::no_signature);
}

}  // namespace
}  // namespace freshet::stripe
