#include "serve/api/refresh_cookie.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace freshet::api {

namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::chrono_literals;

http::Request with(std::initializer_list<std::pair<std::string_view, std::string_view>> headers) {
    http::Request request;
    for (const auto& [name, value] : headers) request.headers.add(name, value);
    return request;
}

TEST(RefreshCookie, is_found_among_others) {
    const auto read = [](std::string_view field) {
        return RefreshCookie::read(with({{"Cookie", field}}));
    };

    EXPECT_EQ(read("a=1; freshet_refresh=abc; b=2"), "abc");
    EXPECT_EQ(read("freshet_refresh=abc"), "abc");
    EXPECT_EQ(read("freshet_refresh2=abc; xfreshet_refresh=x"), "");
    EXPECT_EQ(read("freshet_refresh"), "");
    EXPECT_EQ(read(";;=;"), "");
    EXPECT_EQ(RefreshCookie::read({}), "");
}

TEST(RefreshCookie, crosses_sites_only_over_tls_and_only_for_a_client_elsewhere) {
    const RefreshCookie elsewhere(
        {.public_url = "https://api.tv.example", .client_urls = {"https://app.other.example"}});
    Call tls;
    tls.secure = true;

    EXPECT_THAT(elsewhere.keep(tls, "t", 1h), HasSubstr("SameSite=None; Secure"));
    EXPECT_THAT(elsewhere.keep({}, "t", 1h), HasSubstr("SameSite=Strict"));
    EXPECT_THAT(elsewhere.keep({}, "t", 1h), Not(HasSubstr("Secure")));
}

TEST(RefreshCookie, stays_strict_for_a_client_of_the_same_site) {
    const RefreshCookie cookie(
        {.public_url = "https://api.tv.example", .client_urls = {"https://app.tv.example"}});
    Call tls;
    tls.secure = true;

    EXPECT_THAT(cookie.keep(tls, "t", 1h), HasSubstr("SameSite=Strict; Secure"));
}

TEST(RefreshCookie, may_be_used_by_our_own_pages_and_by_those_of_client_url) {
    const RefreshCookie cookie(
        {.public_url = "https://tv.example", .client_urls = {"https://app.example/"}});
    const auto may = [&](std::string_view origin) {
        return cookie.may_use(with({{"Host", "10.0.0.5:8080"}, {"Origin", origin}}));
    };

    EXPECT_TRUE(may("https://tv.example"));
    EXPECT_TRUE(may("https://app.example"));
    EXPECT_TRUE(may("http://10.0.0.5:8080"));
    EXPECT_FALSE(may("https://evil.example"));
    EXPECT_FALSE(may("https://tv.example.evil.example"));
    EXPECT_FALSE(may("http://tv.example"));
    EXPECT_FALSE(may("null"));
    EXPECT_FALSE(may(""));
}

TEST(RefreshCookie, may_be_used_by_programs_that_are_no_browsers) {
    const RefreshCookie cookie({});

    EXPECT_TRUE(cookie.may_use({}));
    EXPECT_TRUE(cookie.may_use(with({{"Sec-Fetch-Site", "same-origin"}})));
    EXPECT_FALSE(cookie.may_use(with({{"Sec-Fetch-Site", "cross-site"}})));
}

}  // namespace

}  // namespace freshet::api
