#include "serve/web/routes.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace freshet::web {
namespace {

using testing::HasSubstr;

constexpr std::array app{
    Asset{.path = "/assets/index-abc.js",
          .type = "text/javascript; charset=utf-8",
          .hash = "h1",
          .plain = "plain",
          .gzip = "gzipped",
          .brotli = "brotlied"},
    Asset{.path = "/favicon.svg",
          .type = "image/svg+xml",
          .hash = "h2",
          .plain = "<svg/>",
          .gzip = {},
          .brotli = {}},
    Asset{.path = "/index.html",
          .type = "text/html; charset=utf-8",
          .hash = "h3",
          .plain = "<!doctype html>",
          .gzip = {},
          .brotli = {}},
};

http::Response ask(const Routes& routes, http::Request request) {
    http::Router router;
    routes.mount(router);
    const auto found = router.find(http::Method::get, request.path);
    boost::asio::io_context io;
    auto response = boost::asio::co_spawn(io, found.route->handler(std::move(request)),
                                          boost::asio::use_future);
    io.run();
    return response.get();
}

http::Response get(std::string path, std::string_view header = "", std::string_view value = "") {
    http::Request request;
    request.path = std::move(path);
    if (!header.empty()) request.headers.add(header, value);
    return ask(Routes({}, app), std::move(request));
}

std::string body_of(const http::Response& response) {
    if (const auto* shared = std::get_if<std::shared_ptr<const std::string>>(&response.body))
        return **shared;
    const auto* own = std::get_if<std::string>(&response.body);
    return own ? *own : "";
}

std::string header_of(const http::Response& response, std::string_view name) {
    return std::string(response.headers.get(name).value_or("(none)"));
}

TEST(WebRoutes, gives_hashed_files_for_ever) {
    const auto response = get("/assets/index-abc.js");

    EXPECT_EQ(response.status, 200u);
    EXPECT_EQ(body_of(response), "plain");
    EXPECT_EQ(header_of(response, "Content-Type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(header_of(response, "Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(header_of(response, "Vary"), "Accept-Encoding");
}

TEST(WebRoutes, gives_what_was_compressed_at_build_time_and_says_so) {
    const auto brotli = get("/assets/index-abc.js", "Accept-Encoding", "gzip, br");
    const auto gzip = get("/assets/index-abc.js", "Accept-Encoding", "gzip");

    EXPECT_EQ(body_of(brotli), "brotlied");
    EXPECT_EQ(header_of(brotli, "Content-Encoding"), "br");
    EXPECT_EQ(body_of(gzip), "gzipped");
    EXPECT_EQ(header_of(gzip, "Content-Encoding"), "gzip");
    EXPECT_NE(header_of(gzip, "ETag"), header_of(brotli, "ETag"));
}

TEST(WebRoutes, sends_nothing_again_that_the_browser_has) {
    const auto tag = header_of(get("/favicon.svg"), "ETag");
    const auto again = get("/favicon.svg", "If-None-Match", tag);

    EXPECT_EQ(again.status, 304u);
    EXPECT_EQ(body_of(again), "");
    EXPECT_EQ(header_of(again, "ETag"), tag);
    EXPECT_EQ(get("/favicon.svg", "If-None-Match", R"("older")").status, 200u);
}

class Page : public testing::TestWithParam<std::string> {};

TEST_P(Page, is_the_app) {
    const auto response = get(GetParam());

    EXPECT_EQ(response.status, 200u);
    EXPECT_EQ(body_of(response), "<!doctype html>");
    EXPECT_EQ(header_of(response, "Cache-Control"), "no-cache");
}

INSTANTIATE_TEST_SUITE_P(
    WebRoutes, Page,
    testing::Values("/", "/@ada", "/watch/0190b5a2", "/studio", "/register", "/sign-in", "/setup",
                    "/reset-password", "/settings/security", "/settings/subscriptions", "/search",
                    "/notifications", "/docs/terms", "/studio/statistics", "/studio/chat",
                    "/studio/moderation", "/studio/emotes", "/admin", "/admin/documents/terms",
                    "/subscribe/development", "/upload", "/library", "/library/history",
                    "/video/0190b5a2", "/video/0190b5a2/edit", "/studio/videos", "/admin/jobs",
                    "/admin/storage"));

TEST(WebRoutes, lets_the_app_say_that_a_page_is_missing_but_answers_404) {
    for (const auto* path : {"/nothing", "/settings/nothing", "/watch/", "/watch/a/b", "/@",
                             "/studios", "/studio/x", "/docs/", "/admin/x", "/index.html",
                             "/video/", "/video//edit", "/video/edit/x", "/video/a/b/edit"}) {
        const auto response = get(path);
        EXPECT_EQ(response.status, 404u) << path;
        EXPECT_EQ(body_of(response), "<!doctype html>") << path;
    }
}

TEST(WebRoutes, gives_no_page_to_programs) {
    for (const auto* path :
         {"/assets/gone-123.js", "/api", "/api/nothing", "/live/x/y", "/hls/a/b/c/d", "/t/x"}) {
        const auto response = get(path);
        EXPECT_EQ(response.status, 404u) << path;
        EXPECT_EQ(header_of(response, "Content-Type"), "application/problem+json") << path;
    }
    EXPECT_EQ(header_of(get("/apixy"), "Content-Type"), "text/html; charset=utf-8");
}

TEST(WebRoutes, shows_the_description_of_the_api_to_persons) {
    const auto response = get("/api/docs");

    EXPECT_EQ(response.status, 200u);
    EXPECT_EQ(body_of(response), "<!doctype html>");
    EXPECT_EQ(get("/api/docs/x").status, 404u);
}

TEST(WebRoutes, says_so_where_the_app_is_not_part_of_the_build) {
    const Routes routes({}, {});
    http::Request request;
    request.path = "/";

    const auto response = ask(routes, request);

    EXPECT_EQ(response.status, 200u);
    EXPECT_THAT(body_of(response), HasSubstr("not part of this build"));
}

}  // namespace
}  // namespace freshet::web
