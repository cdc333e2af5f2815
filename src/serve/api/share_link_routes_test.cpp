#include "serve/api/share_link_routes.hpp"

#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

namespace bj = boost::json;
using namespace std::chrono_literals;

class ShareLinkRoutesTest : public testing::Rig {
protected:
    ShareLinkRoutesTest() : Rig({.rate_limits = {.auth = 30}}) {
        ada_ = sign_up("ada");
        eve_ = sign_up("eve");
        video_ = run(videos().add_ready({.owner = id_of("ada"), .title = "Secret"}));
    }

    [[nodiscard]] std::string links() const {
        return "/api/videos/" + to_string(video_) + "/share-links";
    }

    /// The secret of a new link.
    std::string make(const std::string& body = "{}") {
        const auto told = post(links(), body, ada_);
        EXPECT_EQ(told.status, 201u) << bj::serialize(told.body);
        const auto url = told.text("/url");
        return url.substr(url.find("#share=") + 7);
    }

    testing::Told open(const std::string& share, const std::string& password = "") {
        auto body = R"({"share":")" + share + R"(")";
        if (!password.empty()) body += R"(,"password":")" + password + R"(")";
        return post("/api/share-links/open", body + "}", eve_);
    }

    std::string ada_;
    std::string eve_;
    VideoId video_;
};

TEST_F(ShareLinkRoutesTest, a_link_lets_others_watch_what_is_private) {
    const auto made = post(links(), "{}", ada_);
    ASSERT_EQ(made.status, 201u);
    EXPECT_EQ(made.header("Location"), links() + "/" + made.text("/id"));
    const auto url = made.text("/url");
    ASSERT_TRUE(url.starts_with("http://tv.example/video/" + to_string(video_) + "#share="));
    const auto share = url.substr(url.find("#share=") + 7);

    const auto told = open(share);

    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(told.text("/video/id"), to_string(video_));
    EXPECT_TRUE(told.text("/playback/hls").starts_with("http://tv.example/t/"));
    EXPECT_TRUE(told.text("/video/thumbnailUrl").starts_with("http://tv.example/t/"));
    EXPECT_TRUE(told.at("/video/playback/hls").is_null());
    const auto direct = get("/api/videos/" + to_string(video_) + "/stream?share=" + share);
    EXPECT_TRUE(direct.text("/url").starts_with("http://tv.example/t/"));
    EXPECT_EQ(get("/api/videos/" + to_string(video_), eve_).status, 404u);
}

TEST_F(ShareLinkRoutesTest, a_secret_is_told_once) {
    make();

    const auto told = get(links(), ada_);

    ASSERT_EQ(told.at("/meta/total"), 1);
    EXPECT_FALSE(told.at("/data/0").as_object().contains("url"));
    EXPECT_EQ(told.at("/data/0/hasPassword"), false);
    EXPECT_TRUE(told.at("/data/0/expiresAt").is_null());
}

TEST_F(ShareLinkRoutesTest, a_password_is_asked_for_and_proved) {
    const auto share = make(R"({"password":"between us"})");

    EXPECT_EQ(open(share).status, 403u);
    EXPECT_EQ(open(share).text("/code"), "link_password_required");
    EXPECT_EQ(open(share, "a guess").text("/code"), "link_password_wrong");
    EXPECT_EQ(open(share, "between us").status, 200u);
    const auto direct = get("/api/videos/" + to_string(video_) + "/stream?share=" + share);
    EXPECT_EQ(direct.text("/code"), "link_password_required");
    EXPECT_EQ(get(links(), ada_).at("/data/0/opened"), 1);
}

TEST_F(ShareLinkRoutesTest, a_link_ends_when_it_was_to_end_and_no_token_outlives_it) {
    const auto share = make(R"({"expiresAt":")" + to_rfc3339(wall_ + 30min) + R"("})");
    EXPECT_EQ(open(share).text("/playback/expiresAt"), to_rfc3339(wall_ + 30min));

    wall_ += 30min;

    EXPECT_EQ(open(share).status, 404u);
    EXPECT_EQ(open(share).text("/code"), "link_not_found");
}

TEST_F(ShareLinkRoutesTest, a_link_that_is_revoked_opens_nothing) {
    const auto share = make();
    const auto id = get(links(), ada_).text("/data/0/id");

    const auto told =
        send({.method = http::Method::delete_, .target = links() + "/" + id, .token = ada_});

    EXPECT_EQ(told.status, 200u);
    EXPECT_EQ(open(share).text("/code"), "link_not_found");
    EXPECT_EQ(send({.method = http::Method::delete_, .target = links() + "/" + id, .token = ada_})
                  .text("/code"),
              "link_not_found");
}

TEST_F(ShareLinkRoutesTest, links_are_the_owner_s_to_make_and_to_see) {
    EXPECT_EQ(post(links(), "{}", eve_).status, 404u);
    EXPECT_EQ(get(links(), eve_).status, 404u);
    EXPECT_EQ(post(links(), "{}").status, 401u);
    change("UPDATE videos SET visibility = 'public'");
    EXPECT_EQ(post(links(), "{}", eve_).status, 403u);
    EXPECT_EQ(get(links(), eve_).status, 403u);
}

TEST_F(ShareLinkRoutesTest, what_makes_no_link_is_refused_field_by_field) {
    const auto yesterday =
        R"({"password":"abc","secret":"mine","expiresAt":")" + to_rfc3339(wall_ - 24h) + R"("})";
    EXPECT_EQ(post(links(), yesterday, ada_).failing_fields(),
              (std::set<std::string>{"password", "secret"}));
    EXPECT_EQ(post(links(), R"({"expiresAt":")" + to_rfc3339(wall_ - 24h) + R"("})", ada_)
                  .failing_fields(),
              std::set<std::string>{"expiresAt"});
    EXPECT_EQ(open("nonsense").text("/code"), "link_not_found");
    EXPECT_EQ(post("/api/share-links/open", "{}").failing_fields(), std::set<std::string>{"share"});
}

TEST_F(ShareLinkRoutesTest, a_link_opens_no_other_video) {
    const auto share = make();
    const auto other = run(videos().add_ready({.owner = id_of("ada"), .title = "Another"}));

    const auto told = get("/api/videos/" + to_string(other) + "/stream?share=" + share);

    EXPECT_EQ(told.text("/code"), "link_not_found");
}

TEST_F(ShareLinkRoutesTest, nobody_guesses_passwords_without_an_end) {
    const auto share = make(R"({"password":"between us"})");
    unsigned status = 0;
    for (int i = 0; i < 40 && status != 429; ++i) status = open(share, "a guess").status;
    EXPECT_EQ(status, 429u);
}

}  // namespace

}  // namespace freshet::api
