#include "serve/api/stream_routes.hpp"

#include <gmock/gmock.h>

#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

using channels::StreamStatus;
using namespace std::chrono_literals;

class StreamRoutesTest : public testing::Rig {
protected:
    StreamRoutesTest() { ada_ = sign_up("ada"); }

    std::string ada_;
};

TEST_F(StreamRoutesTest, what_is_on_air_is_told_from_the_hub_and_not_from_the_row) {
    const auto stream = add_stream("ada", StreamStatus::scheduled);
    put_on_air(stream, 42);
    wall_ += 90s;

    const auto told = get("/api/streams/" + to_string(stream.id));

    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(told.text("/status"), "live");
    EXPECT_EQ(told.at("/isLive"), true);
    EXPECT_EQ(told.at("/viewerCount"), 42);
    EXPECT_EQ(told.at("/duration"), 90);
}

TEST_F(StreamRoutesTest, a_stream_whose_publisher_is_away_is_still_live) {
    const auto stream = add_stream("ada", StreamStatus::live);
    put_on_air(stream, 1);
    live_.streams[stream.id].reconnecting = true;

    const auto told = get("/api/streams/" + to_string(stream.id));

    EXPECT_EQ(told.text("/status"), "reconnecting");
    EXPECT_EQ(told.at("/isLive"), true);
}

TEST_F(StreamRoutesTest, playback_urls_are_absolute_and_name_the_handle) {
    const auto stream = add_stream("ada", StreamStatus::live);
    put_on_air(stream, 0);

    const auto told = get("/api/streams/" + to_string(stream.id));

    EXPECT_EQ(told.text("/playback/flv"), "http://tv.example/live/ada.flv");
    EXPECT_EQ(told.text("/playback/wsFlv"), "ws://tv.example/live/ada.flv");
    EXPECT_EQ(told.text("/playback/hls"), "http://tv.example/hls/ada/master.m3u8");
    EXPECT_EQ(told.text("/playback/rtmp"), "rtmp://tv.example:1935/live/ada");
    EXPECT_TRUE(told.at("/playback/dash").is_null());
    EXPECT_EQ(told.text("/streamUrl"), told.text("/playback/flv"));
    EXPECT_EQ(told.header("Cache-Control"), "no-store");
}

TEST_F(StreamRoutesTest, a_row_that_is_late_to_say_so_does_not_keep_a_broadcast_alive) {
    const auto stream = add_stream("ada", StreamStatus::live);

    const auto told = get("/api/streams/" + to_string(stream.id));

    EXPECT_EQ(told.text("/status"), "ended");
    EXPECT_EQ(told.at("/isLive"), false);
    EXPECT_TRUE(told.at("/playback/flv").is_null());
}

TEST_F(StreamRoutesTest, what_has_ended_has_nothing_to_play_and_nobody_watching) {
    const auto row = add_stream("ada", StreamStatus::ended);
    change("UPDATE streams SET viewer_count = 7, ended_at = started_at + 60000");
    wall_ += 1h;

    const auto told = get("/api/streams/" + to_string(row.id));

    EXPECT_EQ(told.at("/isLive"), false);
    EXPECT_EQ(told.at("/viewerCount"), 0);
    EXPECT_EQ(told.at("/duration"), 60);
    EXPECT_TRUE(told.at("/playback/flv").is_null());
}

TEST_F(StreamRoutesTest, a_handle_finds_what_its_channel_has_on_air) {
    add_stream("ada", StreamStatus::ended);
    EXPECT_EQ(get("/api/streams/ada").status, 404u);
    const auto stream = add_stream("ada", StreamStatus::live);

    EXPECT_EQ(get("/api/streams/ada").text("/id"), to_string(stream.id));
}

TEST_F(StreamRoutesTest, a_private_stream_is_there_for_its_owner_and_the_staff_only) {
    const auto row = add_stream("ada", StreamStatus::live);
    change("UPDATE streams SET visibility = 'private'");
    const auto path = "/api/streams/" + to_string(row.id);
    const auto eve = sign_up("eve");
    const auto mod = sign_up("mod");
    set_role("mod", accounts::Role::moderator);

    EXPECT_EQ(get(path).status, 404u);
    EXPECT_EQ(get(path + "/status", eve).status, 404u);
    EXPECT_EQ(get("/api/streams/check/ada", eve).at("/isLive"), false);
    EXPECT_EQ(get(path, mod).status, 200u);
    EXPECT_EQ(get(path, ada_).status, 200u);
    EXPECT_TRUE(get(path, ada_).at("/playback/flv").is_null());
}

TEST_F(StreamRoutesTest, an_unlisted_stream_is_found_by_its_id_and_not_by_the_handle) {
    const auto row = add_stream("ada", StreamStatus::live);
    change("UPDATE streams SET visibility = 'unlisted'");
    put_on_air(row, 1);
    const auto eve = sign_up("eve");
    const auto mod = sign_up("mod");
    set_role("mod", accounts::Role::moderator);

    for (const auto* path : {"/api/streams/ada", "/api/streams/ada/status",
                             "/api/streams/ada/stream", "/api/rooms/ada"}) {
        EXPECT_EQ(get(path).status, 404u) << path;
        EXPECT_EQ(get(path, eve).status, 404u) << path;
        EXPECT_EQ(get(path, mod).status, 200u) << path;
        EXPECT_EQ(get(path, ada_).status, 200u) << path;
    }
    EXPECT_EQ(get("/api/streams/check/ada", eve).at("/isLive"), false);
    EXPECT_EQ(get("/api/streams/check/ada", ada_).at("/isLive"), true);
    EXPECT_EQ(get("/api/streams/" + to_string(row.id)).at("/isLive"), true);
}

TEST_F(StreamRoutesTest, unknown_streams_are_not_found) {
    for (const auto* id : {"nobody", "0190163d-8694-739b-aea5-966c26f8ad91"}) {
        EXPECT_EQ(get(std::string("/api/streams/") + id).status, 404u);
        EXPECT_EQ(get(std::string("/api/streams/") + id + "/status").status, 404u);
    }
}

TEST_F(StreamRoutesTest, the_status_tells_the_server_s_time) {
    const auto stream = add_stream("ada", StreamStatus::live);
    put_on_air(stream, 5);
    wall_ += 5s;

    const auto told = get("/api/streams/" + to_string(stream.id) + "/status");

    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(told.at("/viewerCount"), 5);
    EXPECT_EQ(told.text("/startedAt"), "2026-01-31T12:00:00.000Z");
    EXPECT_EQ(told.text("/serverTime"), "2026-01-31T12:00:05.000Z");
}

TEST_F(StreamRoutesTest, the_list_gives_what_is_asked_for) {
    sign_up("bob");
    add_stream("bob", StreamStatus::scheduled);
    const auto live = add_stream("ada", StreamStatus::live);
    change("UPDATE streams SET title = 'Oil paints' WHERE status = 'live'");
    put_on_air(live, 9);

    const auto told = get("/api/streams?live=true&q=oil%20paint&sort=viewers&utm_source=mail");

    ASSERT_EQ(told.status, 200u);
    ASSERT_EQ(told.at("/data").as_array().size(), 1u);
    EXPECT_EQ(told.at("/data/0/viewerCount"), 9);
    EXPECT_EQ(get("/api/streams?live=true&q=water").at("/meta/total"), 0);
    EXPECT_EQ(get("/api/streams").at("/meta/total"), 2);
}

TEST_F(StreamRoutesTest, the_list_for_everybody_is_made_once_a_second) {
    const auto titles = [&](const std::string& token = {}) {
        return testing::bj::serialize(get("/api/streams", token).at("/data"));
    };
    add_stream("ada", StreamStatus::scheduled);
    const auto before = titles();
    change("UPDATE streams SET title = 'Changed by another node'");

    EXPECT_EQ(titles(), before);
    EXPECT_NE(titles(ada_), before) << "it is remembered for those who are nobody";
    mono_ += 1s;
    EXPECT_NE(titles(), before);
}

TEST_F(StreamRoutesTest, the_list_for_everybody_forgets_what_a_request_has_changed) {
    EXPECT_EQ(get("/api/streams").at("/meta/total"), 0);

    post("/api/streams", R"({"title":"Tomorrow"})", ada_);

    EXPECT_EQ(get("/api/streams").at("/meta/total"), 1);
}

TEST_F(StreamRoutesTest, the_list_for_everybody_is_remembered_whoever_signs_in) {
    add_stream("ada", StreamStatus::scheduled);
    const auto before = get("/api/streams").body;
    change("UPDATE streams SET title = 'Changed by another node'");

    post("/api/auth/login", R"({"email":"ada@example.org","password":"correct horse"})");
    post("/api/auth/refresh", "{}");

    EXPECT_EQ(get("/api/streams").body, before);
}

TEST_F(StreamRoutesTest, the_list_for_everybody_names_the_host_that_was_asked) {
    const auto stream = add_stream("ada", StreamStatus::live);
    put_on_air(stream, 1);
    const auto flv = [&](const std::string& host) {
        return send({.target = "/api/streams", .headers = {{"Host", host}}})
            .text("/data/0/playback/flv");
    };

    EXPECT_EQ(flv("one.example"), "http://one.example/live/ada.flv");
    EXPECT_EQ(flv("two.example"), "http://two.example/live/ada.flv");
}

TEST_F(StreamRoutesTest, the_list_names_every_parameter_that_is_wrong) {
    const auto told =
        get("/api/streams?live=yes&sort=best&page=x&limit=1000&q=" + std::string(101, 'x'));

    EXPECT_EQ(told.status, 422u);
    EXPECT_EQ(told.failing_fields(), (std::set<std::string>{"live", "sort", "page", "limit", "q"}));
}

TEST_F(StreamRoutesTest, a_query_that_cannot_be_decoded_is_malformed) {
    EXPECT_EQ(get("/api/streams?q=%zz").status, 400u);
    EXPECT_EQ(get("/api/streams?q=%ff").status, 422u);
}

TEST_F(StreamRoutesTest, check_repeats_the_name_and_says_whether_it_is_live) {
    const auto before = get("/api/streams/check/Ada");
    put_on_air(add_stream("ada", StreamStatus::live), 0);
    const auto after = get("/api/streams/check/Ada");

    EXPECT_EQ(before.at("/isLive"), false);
    EXPECT_EQ(after.at("/isLive"), true);
    EXPECT_EQ(after.text("/streamKey"), "Ada");
    EXPECT_EQ(get("/api/streams/check/nobody").at("/isLive"), false);
}

TEST_F(StreamRoutesTest, check_says_of_a_secret_key_that_it_is_not_live) {
    put_on_air(add_stream("ada", StreamStatus::live), 0);
    const auto key = get("/api/auth/stream-key", ada_).text("/streamKey");

    EXPECT_EQ(get("/api/streams/check/" + key).at("/isLive"), false);
}

}  // namespace

}  // namespace freshet::api
