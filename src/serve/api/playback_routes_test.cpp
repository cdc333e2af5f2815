#include "serve/api/playback_routes.hpp"

#include <gmock/gmock.h>

#include "serve/api/testing/rig.hpp"
#include "serve/playback/error.hpp"

namespace freshet::api {

namespace {

using channels::StreamStatus;
using namespace std::chrono_literals;

class PlaybackRoutesTest : public testing::Rig {
protected:
    PlaybackRoutesTest() {
        ada_ = sign_up("ada");
        eve_ = sign_up("eve");
        stream_ = add_stream("ada", StreamStatus::live);
        put_on_air(stream_, 0);
    }

    /// As a PATCH of the stream would.
    void set(const std::string& visibility, const std::string& audience = "everyone") {
        change("UPDATE streams SET visibility = '" + visibility + "', audience = '" + audience +
               "'");
    }

    testing::Told ask(const std::string& token = {}) {
        return get("/api/streams/" + to_string(stream_.id) + "/stream", token);
    }

    channels::PlaybackClaims claims_of(const testing::Told& told) {
        return playback_tokens_.read(told.text("/token")).value();
    }

    std::string ada_;
    std::string eve_;
    channels::Stream stream_;
};

TEST_F(PlaybackRoutesTest, what_is_public_needs_no_token) {
    const auto told = ask();

    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(told.text("/url"), "http://tv.example/hls/ada/master.m3u8");
    EXPECT_EQ(told.text("/playback/flv"), "http://tv.example/live/ada.flv");
    EXPECT_FALSE(told.body.as_object().contains("token"));
    EXPECT_FALSE(told.body.as_object().contains("expiresAt"));
}

TEST_F(PlaybackRoutesTest, the_owner_s_own_playback_is_known_by_its_token) {
    EXPECT_EQ(claims_of(ask(ada_)).viewer, stream_.owner);
}

TEST_F(PlaybackRoutesTest, who_has_the_id_of_an_unlisted_stream_gets_a_token_in_every_address) {
    set("unlisted");

    const auto told = ask();

    const auto token = told.text("/token");
    EXPECT_EQ(told.text("/playback/flv"), "http://tv.example/live/ada.flv?token=" + token);
    EXPECT_EQ(told.text("/playback/wsFlv"), "ws://tv.example/live/ada.flv?token=" + token);
    EXPECT_EQ(told.text("/playback/rtmp"), "rtmp://tv.example:1935/live/ada?token=" + token);
    EXPECT_EQ(told.text("/url"), "http://tv.example/t/" + token + "/hls/ada/master.m3u8");
    EXPECT_EQ(told.text("/expiresAt"), "2026-01-31T12:05:00.000Z");
    EXPECT_EQ(claims_of(told).stream, stream_.id);
    EXPECT_EQ(get("/api/streams/ada/stream").status, 404u);
    EXPECT_EQ(get("/api/streams/ada/stream", ada_).status, 200u);
}

TEST_F(PlaybackRoutesTest, a_private_stream_is_for_its_owner_and_the_staff) {
    set("private");
    const auto mod = sign_up("mod");
    set_role("mod", accounts::Role::moderator);

    EXPECT_EQ(ask().status, 404u);
    EXPECT_EQ(ask(eve_).status, 404u);
    EXPECT_EQ(claims_of(ask(mod)).ground, channels::Ground::owner);
    EXPECT_EQ(claims_of(ask(ada_)).ground, channels::Ground::owner);
}

TEST_F(PlaybackRoutesTest, followers_get_what_is_for_followers) {
    set("public", "followers");
    EXPECT_EQ(ask().status, 401u);
    EXPECT_EQ(ask(eve_).text("/code"), "followers_only");

    change(
        "INSERT INTO follows SELECT e.id, a.id, 1 FROM users e, users a "
        "WHERE e.username = 'eve' AND a.username = 'ada'");
    EXPECT_EQ(claims_of(ask(eve_)).ground, channels::Ground::follower);

    set("public", "subscribers");
    EXPECT_EQ(ask(eve_).text("/code"), "subscribers_only");
}

TEST_F(PlaybackRoutesTest, a_stream_shows_the_addresses_that_its_viewer_may_use) {
    const auto flv = [this](const std::string& token) {
        return get("/api/streams/" + to_string(stream_.id), token).at("/playback/flv");
    };
    set("private");
    EXPECT_THAT(flv(ada_).as_string().c_str(), ::testing::HasSubstr("?token="));
    set("public", "followers");
    EXPECT_TRUE(flv(eve_).is_null());
    EXPECT_TRUE(flv("").is_null());
    set("public");
    EXPECT_EQ(flv(ada_), "http://tv.example/live/ada.flv");
}

TEST_F(PlaybackRoutesTest, what_is_not_on_air_has_no_addresses_and_no_token) {
    set("unlisted");
    live_ = {};

    const auto told = ask();

    ASSERT_EQ(told.status, 200u);
    EXPECT_TRUE(told.at("/url").is_null());
    EXPECT_FALSE(told.body.as_object().contains("token"));
}

TEST_F(PlaybackRoutesTest, beacons_are_believed_up_to_the_time_that_passed) {
    admission_.set(stream_.id, channels::access_of(stream_));
    const auto body =
        R"({"viewId":"browser-1","streamId":")" + to_string(stream_.id) + R"(","watched":60})";
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(post("/api/playback/beacon", body).text("/viewId"), "browser-1");
        mono_ += 10s;
    }

    const auto views = viewings_.take_changes();

    ASSERT_EQ(views.size(), 1u);
    EXPECT_EQ(views[0].watched, 20s);
}

TEST_F(PlaybackRoutesTest, beacons_need_the_right_to_watch_and_a_plausible_id) {
    const auto beacon = [this](const std::string& view_id, const std::string& more = {}) {
        return post("/api/playback/beacon", R"({"viewId":")" + view_id + R"(","streamId":")" +
                                                to_string(stream_.id) + R"(","watched":10)" + more +
                                                "}");
    };
    EXPECT_EQ(beacon("browser-1").text("/code"), "stream_not_found");
    stream_.visibility = channels::Visibility::unlisted;
    admission_.set(stream_.id, channels::access_of(stream_));

    EXPECT_EQ(beacon("browser-1").text("/code"), "playback_forbidden");
    EXPECT_EQ(beacon("brow ser1").failing_fields(), std::set<std::string>{"viewId"});
    EXPECT_EQ(beacon("browser-1", R"(,"watchMs":1)").failing_fields(),
              std::set<std::string>{"watchMs"});
    set("unlisted");
    EXPECT_EQ(beacon("browser-1", R"(,"token":")" + ask().text("/token") + "\"").status, 200u);
}

TEST_F(PlaybackRoutesTest, a_beacon_is_of_a_stream_or_of_a_video) {
    const auto beacon = [this](const std::string& subject) {
        return post("/api/playback/beacon",
                    R"({"viewId":"browser-1","watched":10,"token":"abc")" + subject + "}");
    };
    const auto video = R"(,"videoId":")" + to_string(VideoId::make()) + "\"";

    EXPECT_EQ(beacon(video).text("/viewId"), "browser-1");
    ASSERT_EQ(videos_seen_.size(), 1u);
    EXPECT_EQ(videos_seen_[0].token, "abc");
    EXPECT_EQ(videos_seen_[0].client_id, "browser-1");
    refusal_of_videos_ = playback::Errc::hidden;
    EXPECT_EQ(beacon(video).text("/code"), "video_not_found");
    refusal_of_videos_ = playback::Errc::forbidden;
    EXPECT_EQ(beacon(video).text("/code"), "playback_forbidden");

    EXPECT_EQ(beacon("").failing_fields(), std::set<std::string>{"streamId"});
    EXPECT_EQ(beacon(video + R"(,"streamId":")" + to_string(stream_.id) + "\"").failing_fields(),
              std::set<std::string>{"videoId"});
    EXPECT_EQ(videos_seen_.size(), 3u);
}

}  // namespace

}  // namespace freshet::api
