#include "serve/http/security_headers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace freshet::http {

namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Response decorated(std::string path, bool secure = false, std::vector<std::string> media = {}) {
    const SecurityHeaders headers({.media_origins = std::move(media)});
    Request request;
    request.path = std::move(path);
    request.secure = secure;
    Response response;
    headers.decorate(request, response);
    return response;
}

std::string policy(std::string path) {
    return std::string(
        decorated(std::move(path)).headers.get("Content-Security-Policy").value_or(""));
}

TEST(SecurityHeaders, let_the_embed_page_alone_be_framed) {
    EXPECT_THAT(policy("/embed/ada"), HasSubstr("frame-ancestors *"));
    for (const auto* path :
         {"/", "/@ada", "/watch/1", "/embedded", "/api/streams", "/live/ada.flv"}) {
        EXPECT_THAT(policy(path), HasSubstr("frame-ancestors 'none'")) << path;
    }
}

TEST(SecurityHeaders, let_pages_run_our_scripts_and_no_others) {
    EXPECT_THAT(policy("/"), HasSubstr("script-src 'self';"));
    EXPECT_THAT(policy("/api/docs"), HasSubstr("script-src 'self';"));
    EXPECT_THAT(policy("/"), Not(HasSubstr("unsafe")));
    EXPECT_THAT(policy("/api/streams"), HasSubstr("default-src 'none'"));
}

TEST(SecurityHeaders, let_players_work_in_workers_of_their_own) {
    EXPECT_THAT(policy("/watch/1"), HasSubstr("worker-src 'self' blob:;"));
}

TEST(SecurityHeaders, let_pages_load_media_from_where_the_operator_keeps_it) {
    const auto response = decorated("/", false, {"https://cdn.example"});

    EXPECT_THAT(std::string(response.headers.get("Content-Security-Policy").value()),
                HasSubstr("media-src 'self' blob: https://cdn.example;"));
}

TEST(SecurityHeaders, promise_tls_only_over_tls) {
    EXPECT_FALSE(decorated("/").headers.get("Strict-Transport-Security"));
    EXPECT_TRUE(decorated("/", true).headers.get("Strict-Transport-Security"));
}

TEST(SecurityHeaders, keep_what_an_answer_has_said_itself) {
    Response response;
    response.headers.set("Content-Security-Policy", "sandbox");

    SecurityHeaders({}).decorate({}, response);

    EXPECT_EQ(response.headers.get("Content-Security-Policy"), "sandbox");
    EXPECT_EQ(response.headers.get("X-Content-Type-Options"), "nosniff");
}

}  // namespace

}  // namespace freshet::http
