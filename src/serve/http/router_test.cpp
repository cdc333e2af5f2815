#include "serve/http/router.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace freshet::http {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

/// A router with these GET routes; handlers are never called here.
Router with(std::initializer_list<std::string> patterns) {
    Router router;
    for (const auto& pattern : patterns) router.add(Method::get, pattern, nullptr);
    return router;
}

std::string pattern_of(const Router& router, std::string_view path) {
    const auto found = router.find(Method::get, path);
    return found.route ? found.route->pattern : "";
}

TEST(Router, finds_the_root) { EXPECT_EQ(pattern_of(with({"/", "/a"}), "/"), "/"); }

TEST(Router, tells_paths_with_and_without_a_last_slash_apart) {
    const auto router = with({"/a"});
    EXPECT_EQ(pattern_of(router, "/a"), "/a");
    EXPECT_EQ(pattern_of(router, "/a/"), "");
    EXPECT_EQ(pattern_of(router, "//a"), "");
}

TEST(Router, prefers_literals_to_parameters_to_wildcards) {
    const auto router = with({"/*path", "/users/:id", "/users/me"});
    EXPECT_EQ(pattern_of(router, "/users/me"), "/users/me");
    EXPECT_EQ(pattern_of(router, "/users/ada"), "/users/:id");
    EXPECT_EQ(pattern_of(router, "/users/ada/x"), "/*path");
    EXPECT_EQ(pattern_of(router, "/"), "/*path");
}

TEST(Router, goes_back_to_a_parameter_when_the_literal_leads_nowhere) {
    const auto router = with({"/streams/check/:name", "/streams/:id/status"});
    EXPECT_EQ(pattern_of(router, "/streams/check/ada"), "/streams/check/:name");
    EXPECT_EQ(pattern_of(router, "/streams/check/status"), "/streams/check/:name");
    EXPECT_EQ(pattern_of(router, "/streams/7/status"), "/streams/:id/status");
}

TEST(Router, takes_a_parameter_up_to_the_literal_behind_it) {
    const auto router = with({"/live/:handle.flv", "/live/:handle"});

    const auto flv = router.find(Method::get, "/live/ada.flv");
    const auto plain = router.find(Method::get, "/live/ada.mp4");

    ASSERT_TRUE(flv.route && plain.route);
    EXPECT_EQ(flv.route->pattern, "/live/:handle.flv");
    EXPECT_THAT(flv.params, ElementsAre(Pair("handle", "ada")));
    EXPECT_THAT(plain.params, ElementsAre(Pair("handle", "ada.mp4")));
}

TEST(Router, never_gives_an_empty_parameter) {
    const auto router = with({"/live/:handle.flv", "/a/:b/c"});
    EXPECT_EQ(pattern_of(router, "/live/.flv"), "");
    EXPECT_EQ(pattern_of(router, "/a//c"), "");
}

TEST(Router, gives_every_parameter_of_the_path_and_the_rest_to_the_wildcard) {
    const auto router = with({"/t/:token/*path"});

    const auto found = router.find(Method::get, "/t/abc/vod/1/master.m3u8");

    EXPECT_THAT(found.params,
                UnorderedElementsAre(Pair("token", "abc"), Pair("path", "vod/1/master.m3u8")));
}

TEST(Router, tells_what_a_path_takes_when_the_method_is_another) {
    Router router;
    router.add(Method::get, "/users/:id", nullptr);
    router.add(Method::patch, "/users/:id", nullptr);
    router.add(Method::get, "/*path", nullptr);

    const auto found = router.find(Method::post, "/users/7");

    EXPECT_EQ(found.route, nullptr);
    EXPECT_THAT(found.allowed, UnorderedElementsAre(Method::get, Method::patch));
}

TEST(Router, does_not_let_a_wildcard_hide_that_a_method_is_wrong) {
    Router router;
    router.add(Method::post, "/api/login", nullptr);
    router.add(Method::get, "/*path", nullptr);

    const auto found = router.find(Method::get, "/api/login");

    EXPECT_EQ(found.route, nullptr);
    EXPECT_THAT(found.allowed, ElementsAre(Method::post));
    EXPECT_THAT(router.find(Method::post, "/api/nothing").allowed, IsEmpty());
}

TEST(Router, lets_a_parameter_serve_the_methods_that_the_literal_lacks) {
    Router router;
    router.add(Method::get, "/users/me", nullptr);
    router.add(Method::put, "/users/:id", nullptr);

    const auto found = router.find(Method::put, "/users/me");

    ASSERT_TRUE(found.route);
    EXPECT_EQ(found.route->pattern, "/users/:id");
}

TEST(Router, answers_head_from_get) {
    const auto router = with({"/a"});
    ASSERT_TRUE(router.find(Method::head, "/a").route);
    EXPECT_EQ(router.find(Method::head, "/a").route->method, Method::get);
}

TEST(RouterDeathTest, refuses_the_same_route_twice) {
    EXPECT_DEATH(with({"/a/:b", "/a/:b"}), "");
    EXPECT_DEATH(with({"/a/:b/c", "/a/:d/e"}), "");
    EXPECT_DEATH(with({"/*rest/a"}), "");
}

}  // namespace
}  // namespace freshet::http
