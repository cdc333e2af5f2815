#include "serve/http/cors.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include "serve/http/router.hpp"

namespace freshet::http {
namespace {

const Cors cors({"https://app.example/", "http://localhost:5173"});

Request from(std::string_view origin, Method method = Method::get) {
    Request request{.method = method};
    request.headers.add("Origin", origin);
    return request;
}

TEST(Cors, lets_our_web_apps_in_with_credentials) {
    for (const auto* origin : {"https://app.example", "http://localhost:5173"}) {
        Response response;
        cors.decorate(from(origin), response);
        EXPECT_EQ(response.headers.get("Access-Control-Allow-Origin"), origin);
        EXPECT_EQ(response.headers.get("Access-Control-Allow-Credentials"), "true");
        EXPECT_EQ(response.headers.get("Vary"), "Origin");
    }
}

TEST(Cors, tells_others_nothing_but_that_the_answer_varies) {
    for (const auto* origin :
         {"https://evil.example", "https://app.example.evil.example", "null", ""}) {
        Response response;
        cors.decorate(from(origin), response);
        EXPECT_EQ(response.headers.get("Access-Control-Allow-Origin"), std::nullopt) << origin;
        EXPECT_EQ(response.headers.get("Access-Control-Allow-Credentials"), std::nullopt);
        EXPECT_EQ(response.headers.get("Vary"), "Origin");
    }
}

TEST(Cors, answers_a_preflight_with_the_methods_that_the_path_takes) {
    auto request = from("https://app.example", Method::options);
    request.headers.add("Access-Control-Request-Method", "PATCH");
    Response response{.status = 204};
    response.headers.add("Allow", "GET, HEAD, PATCH, OPTIONS");

    cors.decorate(request, response);

    EXPECT_EQ(response.headers.get("Access-Control-Allow-Methods"), "GET, HEAD, PATCH, OPTIONS");
    EXPECT_TRUE(response.headers.get("Access-Control-Allow-Headers")->contains("Authorization"));
    EXPECT_TRUE(response.headers.get("Access-Control-Max-Age"));
}

TEST(Cors, answers_every_sites_preflight_for_public_media) {
    Router router;
    allow_preflight(router, "/hls/:handle/:file");
    const auto found = router.find(Method::options, "/hls/ada/master.m3u8");
    ASSERT_NE(found.route, nullptr);

    boost::asio::io_context context;
    auto answered = boost::asio::co_spawn(
        context, found.route->handler(from("https://any.example")), boost::asio::use_future);
    context.run();
    const auto response = answered.get();

    EXPECT_EQ(response.status, 204u);
    EXPECT_EQ(response.headers.get("Access-Control-Allow-Origin"), "*");
    EXPECT_EQ(response.headers.get("Access-Control-Allow-Methods"), "GET, HEAD");
}

TEST(Cors, lets_anybody_read_public_media_without_credentials) {
    for (const auto* origin : {"https://app.example", "https://other.example"}) {
        Response response;
        allow_any_origin(response);
        cors.decorate(from(origin), response);
        EXPECT_EQ(response.headers.get("Access-Control-Allow-Origin"), "*");
        EXPECT_EQ(response.headers.get("Access-Control-Allow-Credentials"), std::nullopt);
        EXPECT_EQ(response.headers.get("Vary"), std::nullopt);
    }
}

}  // namespace
}  // namespace freshet::http
