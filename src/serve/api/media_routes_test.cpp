#include "serve/api/media_routes.hpp"

#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

constexpr auto operators = "the API_TOKEN of the tests";

class MediaRoutesTest : public testing::Rig {
protected:
    MediaRoutesTest() {
        ada_ = sign_up("ada");
        eve_ = sign_up("eve");
        sign_up("boss");
        set_role("boss", accounts::Role::admin);
        video_ = to_string(run(videos().add_ready({.owner = id_of("ada"),
                                                   .title = "Ada paints",
                                                   .visibility = vod::Visibility::public_})));
    }

    std::string token(const std::string& session, const std::string& scope) {
        const auto body = R"({"name":"ci","scopes":[")" + scope + R"("]})";
        return post("/api/auth/tokens", body, session).text("/token");
    }

    testing::Told patch(std::string body, const std::string& token) {
        return send({.method = http::Method::patch,
                     .target = "/api/media/" + video_,
                     .body = std::move(body),
                     .token = token});
    }

    std::string ada_;
    std::string eve_;
    std::string video_;
};

TEST_F(MediaRoutesTest, a_program_sees_what_is_its_owner_s_and_nothing_else) {
    const auto own = token(ada_, "media:read");
    const auto others = token(eve_, "media:read");

    EXPECT_EQ(get("/api/media", own).at("/meta/total"), 1);
    EXPECT_EQ(get("/api/media/" + video_, own).text("/title"), "Ada paints");
    EXPECT_EQ(get("/api/media/" + video_ + "/stream", own).status, 200u);
    EXPECT_EQ(get("/api/media", others).at("/meta/total"), 0);
    EXPECT_EQ(get("/api/media/" + video_, others).text("/code"), "video_not_found");
    EXPECT_EQ(get("/api/media/" + video_ + "/stream", others).status, 404u);
    EXPECT_EQ(get("/api/media").status, 401u);
}

TEST_F(MediaRoutesTest, a_scope_is_good_for_what_it_says) {
    EXPECT_EQ(get("/api/media", token(ada_, "streams:write")).text("/code"), "scope_missing");
    EXPECT_EQ(patch(R"({"title":"New"})", token(ada_, "media:read")).text("/code"),
              "scope_missing");

    EXPECT_EQ(patch(R"({"title":"New"})", token(ada_, "media:write")).text("/title"), "New");
    EXPECT_EQ(get("/api/videos/my", token(ada_, "media:read")).at("/meta/total"), 1);
}

TEST_F(MediaRoutesTest, the_operator_s_programs_see_and_change_all) {
    EXPECT_EQ(get("/api/media", operators).at("/meta/total"), 1);
    EXPECT_EQ(get("/api/media?status=READY&q=paints", operators).at("/meta/total"), 1);

    EXPECT_EQ(patch(R"({"visibility":"private"})", operators).text("/visibility"), "private");
    EXPECT_EQ(
        send(
            {.method = http::Method::delete_, .target = "/api/media/" + video_, .token = operators})
            .status,
        200u);
    EXPECT_EQ(get("/api/media", operators).at("/meta/total"), 0);
}

TEST_F(MediaRoutesTest, the_token_of_an_admin_is_not_the_operator_s) {
    set_role("eve", accounts::Role::admin);

    EXPECT_EQ(get("/api/media", token(eve_, "media:write")).at("/meta/total"), 0);
}

TEST_F(MediaRoutesTest, what_is_not_to_be_written_is_refused) {
    EXPECT_EQ(
        patch(R"({"status":"READY","userId":"me"})", token(ada_, "media:write")).failing_fields(),
        (std::set<std::string>{"status", "userId"}));
}

}  // namespace

}  // namespace freshet::api
