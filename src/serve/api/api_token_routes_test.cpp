#include "serve/api/api_token_routes.hpp"

#include <gmock/gmock.h>

#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

using testing::Ask;
using ::testing::StartsWith;
using testing::Told;
using namespace std::chrono_literals;

class ApiTokenRoutesTest : public testing::Rig {
protected:
    Told create(const std::string& token, const std::string& scope) {
        return post("/api/auth/tokens", R"({"name":"ci","scopes":[")" + scope + "\"]}", token);
    }

    Told with_key(std::string target, std::string key) {
        Ask ask{.target = std::move(target)};
        ask.headers.emplace_back("X-API-Key", std::move(key));
        return send(ask);
    }
};

TEST_F(ApiTokenRoutesTest, a_token_is_shown_once_and_listed_without_itself) {
    const auto ada = sign_up("ada");

    const auto made = create(ada, "media:write");

    ASSERT_EQ(made.status, 201u);
    EXPECT_THAT(made.text("/token"), StartsWith("frs_"));
    EXPECT_EQ(made.header("Location"), "/api/auth/tokens/" + made.text("/id"));
    const auto listed = get("/api/auth/tokens", ada);
    EXPECT_EQ(listed.text("/data/0/name"), "ci");
    EXPECT_EQ(listed.text("/data/0/scopes/0"), "media:write");
    EXPECT_FALSE(listed.at("/data/0").as_object().contains("token"));
    EXPECT_EQ(get("/api/auth/tokens", sign_up("bob")).at("/meta/total"), 0);
}

TEST_F(ApiTokenRoutesTest, a_token_is_refused_where_it_has_no_scope) {
    const auto key = create(sign_up("ada"), "media:write").text("/token");

    for (const auto* path :
         {"/api/users/me", "/api/auth/tokens", "/api/auth/two-factor", "/api/admin/users"}) {
        EXPECT_EQ(get(path, key).text("/code"), "scope_missing") << path;
        EXPECT_EQ(with_key(path, key).text("/code"), "scope_missing") << path;
    }
}

TEST_F(ApiTokenRoutesTest, where_nobody_need_be_known_a_token_sees_what_everybody_sees) {
    const auto key = create(sign_up("ada"), "media:write").text("/token");

    const auto told = get("/api/users/ada", key);

    EXPECT_EQ(told.status, 200u);
    EXPECT_FALSE(told.body.as_object().contains("streamKey"));
    EXPECT_FALSE(told.body.as_object().contains("email"));
    EXPECT_EQ(get("/api/users/ada", "frs_nonsense").text("/code"), "token_invalid");
}

TEST_F(ApiTokenRoutesTest, without_the_scope_admin_a_token_of_an_admin_is_that_of_a_user) {
    const auto ada = sign_up("ada");
    const auto bob = sign_up("bob");
    set_role("ada", accounts::Role::admin);
    wall_ += 1s;
    const auto key = create(ada, "streams:write").text("/token");
    const auto hidden = post("/api/streams", R"({"title":"Mine","visibility":"private"})", bob);
    ASSERT_EQ(hidden.status, 201u);
    const auto path = "/api/streams/" + hidden.text("/id");
    const auto rename = [&](const std::string& token) {
        return send({.method = http::Method::patch,
                     .target = path,
                     .body = R"({"title":"Yours"})",
                     .token = token});
    };

    EXPECT_EQ(rename(key).text("/code"), "stream_not_found");
    EXPECT_EQ(post("/api/channels/bob/streams", R"({"title":"Yours"})", key).text("/code"),
              "forbidden");
    EXPECT_EQ(rename(ada).status, 200u);
}

TEST_F(ApiTokenRoutesTest, the_scope_admin_is_for_admins_as_long_as_they_are) {
    const auto ada = sign_up("ada");
    EXPECT_EQ(create(ada, "admin").failing_fields(), std::set<std::string>{"scopes"});
    set_role("ada", accounts::Role::admin);
    wall_ += 1s;

    const auto key = create(ada, "admin").text("/token");

    EXPECT_EQ(get("/api/admin/users", key).status, 200u);
    set_role("ada", accounts::Role::user);
    wall_ += 1s;
    EXPECT_EQ(get("/api/admin/users", key).text("/code"), "forbidden");
}

TEST_F(ApiTokenRoutesTest, a_token_ends_when_it_is_revoked_expires_or_its_owner_is_disabled) {
    const auto ada = sign_up("ada");
    const auto made = create(ada, "media:write");
    const auto key = made.text("/token");
    ASSERT_EQ(get("/api/streams", key).status, 200u);

    EXPECT_EQ(send({.method = http::Method::delete_,
                    .target = "/api/auth/tokens/" + made.text("/id"),
                    .token = ada})
                  .status,
              200u);
    EXPECT_EQ(get("/api/streams", key).text("/code"), "token_invalid");

    const auto brief = post("/api/auth/tokens",
                            R"({"name":"ci","scopes":["media:read"],)"
                            R"("expiresAt":"2026-01-31T13:00:00Z"})",
                            ada)
                           .text("/token");
    wall_ += 59min;
    EXPECT_EQ(get("/api/streams", brief).status, 200u);
    wall_ += 1min;
    EXPECT_EQ(get("/api/streams", brief).text("/code"), "token_expired");
}

TEST_F(ApiTokenRoutesTest, the_tokens_of_a_disabled_user_are_refused) {
    const auto key = create(sign_up("ada"), "media:write").text("/token");
    change("UPDATE users SET is_active = 0");

    EXPECT_EQ(get("/api/streams", key).text("/code"), "token_invalid");
}

TEST_F(ApiTokenRoutesTest, nobody_revokes_the_token_of_another) {
    const auto made = create(sign_up("ada"), "media:write");

    const auto told = send({.method = http::Method::delete_,
                            .target = "/api/auth/tokens/" + made.text("/id"),
                            .token = sign_up("eve")});

    EXPECT_EQ(told.status, 404u);
    EXPECT_EQ(get("/api/streams", made.text("/token")).status, 200u);
}

TEST_F(ApiTokenRoutesTest, its_last_use_is_known_to_the_minute) {
    const auto ada = sign_up("ada");
    const auto key = create(ada, "media:write").text("/token");
    const auto last_used = [&] { return get("/api/auth/tokens", ada).text("/data/0/lastUsedAt"); };

    (void)get("/api/streams", key);
    EXPECT_EQ(last_used(), "2026-01-31T12:00:00.000Z");
    wall_ += 59s;
    (void)get("/api/streams", key);
    EXPECT_EQ(last_used(), "2026-01-31T12:00:00.000Z");
    wall_ += 1s;
    (void)get("/api/streams", key);
    EXPECT_EQ(last_used(), "2026-01-31T12:01:00.000Z");
}

TEST_F(ApiTokenRoutesTest, wishes_that_make_no_sense_are_refused) {
    const auto ada = sign_up("ada");

    EXPECT_EQ(post("/api/auth/tokens", R"({"name":"","scopes":[]})", ada).failing_fields(),
              (std::set<std::string>{"name", "scopes"}));
    EXPECT_EQ(create(ada, "everything").status, 422u);
    EXPECT_EQ(
        post("/api/auth/tokens",
             R"({"name":"a","scopes":["media:read"],"expiresAt":"2026-01-31T12:00:00Z"})", ada)
            .failing_fields(),
        std::set<std::string>{"expiresAt"});
}

TEST_F(ApiTokenRoutesTest, one_user_has_fifty_at_most) {
    const auto ada = sign_up("ada");
    for (int i = 0; i < 50; ++i) {
        ASSERT_EQ(create(ada, "media:read").status, 201u);
        mono_ += 1min;  // For the rate limit.
    }

    EXPECT_EQ(create(ada, "media:read").text("/code"), "too_many_tokens");
}

TEST_F(ApiTokenRoutesTest, the_token_of_the_environment_has_no_rights_beyond_media) {
    sign_up("ada");
    const std::string fixed = "the API_TOKEN of the tests";
    EXPECT_EQ(with_key("/api/streams", fixed).status, 200u);
    EXPECT_EQ(with_key("/api/admin/users", fixed).text("/code"), "api_token_without_admin");

    set_role("ada", accounts::Role::admin);

    EXPECT_EQ(with_key("/api/admin/users", fixed).text("/code"), "scope_missing");
    EXPECT_EQ(with_key("/api/users/me", fixed).text("/code"), "scope_missing");
}

}  // namespace

}  // namespace freshet::api
