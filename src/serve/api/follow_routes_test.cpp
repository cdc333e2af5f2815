#include "serve/api/follow_routes.hpp"

#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

class FollowRoutesTest : public testing::Rig {
protected:
    FollowRoutesTest() {
        ada_ = sign_up("ada");
        eve_ = sign_up("eve");
    }

    testing::Told unfollow(const std::string& name, const std::string& token) {
        return send({.method = http::Method::delete_,
                     .target = "/api/users/" + name + "/follow",
                     .token = token});
    }

    std::string ada_;
    std::string eve_;
};

TEST_F(FollowRoutesTest, a_follower_is_counted_once_and_sees_that_it_follows) {
    EXPECT_EQ(get("/api/users/ada", eve_).at("/isFollowing"), false);
    for (int i = 0; i < 2; ++i) {
        const auto told = post("/api/users/ADA/follow", {}, eve_);
        ASSERT_EQ(told.status, 200u);
        EXPECT_EQ(told.at("/following"), true);
        EXPECT_EQ(told.at("/followerCount"), 1);
    }

    const auto seen = get("/api/users/ada", eve_);
    EXPECT_EQ(seen.at("/isFollowing"), true);
    EXPECT_EQ(seen.at("/followerCount"), 1);
    EXPECT_EQ(get("/api/channels/ada").at("/followerCount"), 1);
}

TEST_F(FollowRoutesTest, whether_one_follows_is_not_said_to_strangers_nor_of_oneself) {
    EXPECT_FALSE(get("/api/users/ada").body.as_object().contains("isFollowing"));
    EXPECT_FALSE(get("/api/users/ada", ada_).body.as_object().contains("isFollowing"));
}

TEST_F(FollowRoutesTest, to_unfollow_twice_is_to_unfollow_once) {
    (void)post("/api/users/ada/follow", {}, eve_);

    for (int i = 0; i < 2; ++i) {
        const auto told = unfollow("ada", eve_);
        ASSERT_EQ(told.status, 200u);
        EXPECT_EQ(told.at("/following"), false);
        EXPECT_EQ(told.at("/followerCount"), 0);
    }
}

TEST_F(FollowRoutesTest, strangers_oneself_and_who_is_not_there_are_refused) {
    change("UPDATE users SET is_active = 0 WHERE username = 'eve'");

    EXPECT_EQ(post("/api/users/ada/follow").status, 401u);
    EXPECT_EQ(post("/api/users/ada/follow", {}, ada_).text("/code"), "follows_self");
    EXPECT_EQ(post("/api/users/me/follow", {}, ada_).status, 409u);
    EXPECT_EQ(post("/api/users/nobody/follow", {}, ada_).status, 404u);
    EXPECT_EQ(post("/api/users/eve/follow", {}, ada_).status, 404u);
    EXPECT_EQ(unfollow("nobody", ada_).status, 404u);
    EXPECT_EQ(post("/api/users/eve/follow", R"({"since":"2020-01-01T00:00:00Z"})", ada_).status,
              422u);
}

TEST_F(FollowRoutesTest, both_ends_are_listed_for_everybody) {
    (void)post("/api/users/ada/follow", {}, eve_);

    const auto followers = get("/api/users/ada/followers");
    const auto following = get("/api/users/me/following", eve_);

    ASSERT_EQ(followers.status, 200u);
    EXPECT_EQ(followers.text("/data/0/username"), "eve");
    EXPECT_EQ(followers.text("/data/0/since"), "2026-01-31T12:00:00.000Z");
    EXPECT_TRUE(followers.at("/data/0/avatarUrl").is_null());
    change("UPDATE users SET avatar_url = '/media/avatars/a.webp'");
    EXPECT_EQ(get("/api/users/ada/followers").text("/data/0/avatarUrl"),
              "http://tv.example/media/avatars/a.webp");
    EXPECT_EQ(followers.at("/meta/total"), 1);
    EXPECT_EQ(following.text("/data/0/username"), "ada");
    EXPECT_EQ(get("/api/users/ada/followers?page=2").at("/data").as_array().size(), 0u);
    EXPECT_EQ(get("/api/users/nobody/followers").status, 404u);
    EXPECT_EQ(get("/api/users/me/following").status, 401u);
    EXPECT_EQ(get("/api/users/ada/following?limit=101").status, 422u);
}

TEST_F(FollowRoutesTest, streams_of_those_whom_one_follows_are_a_list_for_who_is_signed_in) {
    put_on_air(add_stream("ada", channels::StreamStatus::live), 1);
    (void)post("/api/users/ada/follow", {}, eve_);

    EXPECT_EQ(get("/api/streams?followed=true", eve_).text("/data/0/handle"), "ada");
    EXPECT_EQ(get("/api/streams?followed=true", ada_).at("/data").as_array().size(), 0u);
    EXPECT_EQ(get("/api/streams?followed=false").at("/data").as_array().size(), 1u);
    EXPECT_EQ(get("/api/streams?followed=true").status, 401u);
}

}  // namespace

}  // namespace freshet::api
