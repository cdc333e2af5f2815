#include "serve/api/watch_routes.hpp"

#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

using namespace std::chrono_literals;

class WatchRoutesTest : public testing::Rig {
protected:
    WatchRoutesTest() {
        ada_ = sign_up("ada");
        eve_ = sign_up("eve");
        video_ = add("Ada paints");
    }

    std::string add(std::string title) {
        return to_string(run(videos().add_ready({.owner = id_of("ada"),
                                                 .title = std::move(title),
                                                 .visibility = vod::Visibility::public_})));
    }

    static std::string place(const std::string& video) {
        return "/api/videos/" + video + "/progress";
    }

    testing::Told leave(const std::string& video, const std::string& at, const std::string& token) {
        return send({.method = http::Method::put,
                     .target = place(video),
                     .body = R"({"position":)" + at + "}",
                     .token = token});
    }

    std::string ada_;
    std::string eve_;
    std::string video_;
};

TEST_F(WatchRoutesTest, a_video_goes_on_where_it_was_left) {
    EXPECT_EQ(get(place(video_), eve_).at("/position"), 0);
    EXPECT_TRUE(get(place(video_), eve_).at("/watchedAt").is_null());

    ASSERT_EQ(leave(video_, "42.5", eve_).status, 200u);

    EXPECT_EQ(get(place(video_), eve_).at("/position"), 42.5);
    EXPECT_EQ(get("/api/videos/" + video_, eve_).at("/position"), 42.5);
    EXPECT_EQ(get("/api/videos", eve_).at("/data/0/position"), 42.5);
    EXPECT_FALSE(get("/api/videos/" + video_, ada_).body.as_object().contains("position"));
}

TEST_F(WatchRoutesTest, what_is_nearly_over_begins_anew) {
    const auto told = leave(video_, "1e6", eve_);

    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(told.at("/position"), 0);
    EXPECT_EQ(told.at("/isFinished"), true);
}

TEST_F(WatchRoutesTest, the_history_has_what_was_watched_last_in_front) {
    leave(video_, "10", eve_);
    wall_ += 1min;
    const auto other = add("Ada sings");
    leave(other, "20", eve_);

    const auto told = get("/api/users/me/history", eve_);

    ASSERT_EQ(told.at("/meta/total"), 2);
    EXPECT_EQ(told.text("/data/0/video/id"), other);
    EXPECT_EQ(told.at("/data/0/position"), 20);
    EXPECT_EQ(told.text("/data/1/video/id"), video_);
    EXPECT_EQ(get("/api/users/me/history?page=2&limit=1", eve_).text("/data/0/video/id"), video_);
    EXPECT_EQ(get("/api/users/me/history", ada_).at("/meta/total"), 0);
    EXPECT_EQ(get("/api/users/me/history").status, 401u);
}

TEST_F(WatchRoutesTest, what_one_may_not_see_any_more_is_in_no_history) {
    leave(video_, "10", eve_);
    change("UPDATE videos SET visibility = 'private'");

    EXPECT_EQ(get("/api/users/me/history", eve_).at("/meta/total"), 0);
    EXPECT_EQ(leave(video_, "20", eve_).status, 404u);
    EXPECT_EQ(get(place(video_), eve_).status, 404u);
}

TEST_F(WatchRoutesTest, a_history_is_forgotten_in_part_or_as_a_whole) {
    leave(video_, "10", eve_);
    leave(add("Ada sings"), "20", eve_);
    const auto forget = [&](const std::string& query) {
        return send({.method = http::Method::delete_,
                     .target = "/api/users/me/history" + query,
                     .token = eve_})
            .status;
    };

    EXPECT_EQ(forget("?videoId=" + video_), 200u);
    EXPECT_EQ(get("/api/users/me/history", eve_).at("/meta/total"), 1);
    EXPECT_EQ(forget("?videoId=nonsense"), 422u);
    EXPECT_EQ(forget(""), 200u);
    EXPECT_EQ(get("/api/users/me/history", eve_).at("/meta/total"), 0);
}

TEST_F(WatchRoutesTest, what_is_no_position_is_refused) {
    for (const auto* const at : {"-1", "1e300", "\"10\"", "null"}) {
        EXPECT_EQ(leave(video_, at, eve_).failing_fields(), std::set<std::string>{"position"})
            << at;
    }
    EXPECT_EQ(leave(video_, "1", "").status, 401u);
    const auto soon = to_string(run(videos().begin({.owner = id_of("ada"), .title = "Soon"})));
    EXPECT_EQ(leave(soon, "1", ada_).text("/code"), "video_not_ready");
}

}  // namespace

}  // namespace freshet::api
