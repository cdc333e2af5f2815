#include "serve/api/problem.hpp"

#include <algorithm>

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "accounts/error.hpp"
#include "base/json.hpp"
#include "base/outage.hpp"
#include "channels/error.hpp"
#include "image/error.hpp"
#include "vod/error.hpp"

namespace freshet::api {

namespace {

boost::json::value body_of(const http::Response& response) {
    return boost::json::parse(std::get<std::string>(response.body));
}

/// Every value of an Errc: its category says "unknown" from the first that is none.
template <class Code>
std::vector<ErrorCode> all_of() {
    std::vector<ErrorCode> all;
    for (int value = 1;; ++value) {
        const ErrorCode code(static_cast<Code>(value));
        if (code.message() == "unknown") return all;
        all.push_back(code);
    }
}

TEST(Problem, no_reason_of_refusal_is_missing_in_the_table) {
    std::vector<ErrorCode> reasons;
    for (const auto& room :
         {all_of<Errc>(), all_of<accounts::Errc>(), all_of<channels::Errc>(), all_of<json::Errc>(),
          all_of<image::Errc>(), all_of<Outage>(), all_of<vod::Errc>()}) {
        ASSERT_FALSE(room.empty());
        reasons.insert(reasons.end(), room.begin(), room.end());
    }

    for (const auto& reason : reasons) {
        EXPECT_EQ(problem_kind(reason).reason, reason) << reason.message();
    }
}

TEST(Problem, what_nobody_foresaw_is_an_internal_error_that_tells_nothing) {
    const ErrorCode unforeseen(5, boost::system::generic_category());

    const auto response =
        problem_response({.reason = unforeseen, .fields = {}}, {.request_id = "r"});

    EXPECT_EQ(response.status, 500u);
    EXPECT_EQ(body_of(response).at("code"), "internal");
}

TEST(Problem, has_all_members_of_the_contract) {
    const auto response = problem_response(
        {.reason = Errc::validation_failed,
         .fields = {{.field = "title", .code = "too_long", .params = {{"max", "140"}}}}},
        {.language = Language::ru, .request_id = "r-1"});

    const auto body = body_of(response);
    EXPECT_EQ(body.at("type"), "urn:freshet:problem:validation_failed");
    EXPECT_EQ(body.at("status"), 422);
    EXPECT_EQ(body.at("code"), "validation_failed");
    EXPECT_EQ(body.at("requestId"), "r-1");
    EXPECT_EQ(body.at("errors").at(0).at("field"), "title");
    EXPECT_NE(body.at("errors").at(0).at("message").as_string().find("140"), std::string::npos);
    EXPECT_EQ(response.headers.get("Content-Type"), "application/problem+json");
}

TEST(Problem, what_the_http_layer_refuses_speaks_the_client_s_language) {
    http::Request request;
    request.id = "r-2";
    request.headers.set("Accept-Language", "es");

    const auto known =
        http_problem(request, {.status = 404, .code = "not_found", .detail = "English"});
    const auto unknown =
        http_problem(request, {.status = 431, .code = "brand_new", .detail = "English"});

    EXPECT_EQ(body_of(known).at("title"), "No encontrado");
    EXPECT_EQ(unknown.status, 431u);
    EXPECT_EQ(body_of(unknown).at("code"), "head_too_large");
}

TEST(Problem, keeps_the_status_of_the_http_layer_whatever_its_code) {
    for (const unsigned status :
         {400u, 404u, 405u, 408u, 413u, 417u, 431u, 500u, 501u, 503u, 505u}) {
        const auto response =
            http_problem({}, {.status = status, .code = "brand_new", .detail = ""});
        EXPECT_EQ(response.status, status);
        EXPECT_EQ(body_of(response).at("status"), status);
    }
}

}  // namespace

}  // namespace freshet::api
