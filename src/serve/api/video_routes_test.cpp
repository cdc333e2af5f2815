#include "serve/api/video_routes.hpp"

#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

namespace bj = boost::json;
using namespace std::chrono_literals;
using vod::Visibility;

class VideoRoutesTest : public testing::Rig {
protected:
    VideoRoutesTest() {
        ada_ = sign_up("ada");
        eve_ = sign_up("eve");
        admin_ = sign_up("boss");
        set_role("boss", accounts::Role::admin);
        moderator_ = sign_up("mod");
        set_role("mod", accounts::Role::moderator);
    }

    std::string add(std::string title, Visibility visibility = Visibility::public_) {
        return to_string(run(videos().add_ready(draft(std::move(title), visibility))));
    }

    vod::VideoDraft draft(std::string title, Visibility visibility = Visibility::private_) {
        return {.owner = id_of("ada"), .title = std::move(title), .visibility = visibility};
    }

    testing::Told patch(const std::string& id, std::string body, const std::string& token) {
        return send({.method = http::Method::patch,
                     .target = "/api/videos/" + id,
                     .body = std::move(body),
                     .token = token});
    }

    testing::Told remove(const std::string& id, const std::string& token) {
        return send(
            {.method = http::Method::delete_, .target = "/api/videos/" + id, .token = token});
    }

    std::string ada_;
    std::string eve_;
    std::string admin_;
    std::string moderator_;
};

TEST_F(VideoRoutesTest, a_public_video_says_what_its_page_needs_and_plays_without_a_token) {
    const auto id = add("Ada paints");

    const auto told = get("/api/videos/" + id);

    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(told.text("/status"), "READY");
    EXPECT_EQ(told.text("/visibility"), "public");
    EXPECT_EQ(told.at("/duration"), 100);
    EXPECT_EQ(told.text("/owner/username"), "ada");
    EXPECT_EQ(told.text("/channel/handle"), "ada");
    EXPECT_EQ(told.text("/playback/hls"), "http://tv.example/vod/" + id + "/master.m3u8");
    EXPECT_EQ(told.text("/playback/mp4"), "http://tv.example/vod/" + id + "/video.mp4");
    EXPECT_TRUE(told.at("/playback/dash").is_null());
    EXPECT_TRUE(told.text("/thumbnailUrl").starts_with("http://tv.example/media/videos/" + id));
    EXPECT_FALSE(told.body.as_object().contains("job"));
    EXPECT_FALSE(told.body.as_object().contains("position"));
}

TEST_F(VideoRoutesTest, a_private_video_is_there_for_its_owner_and_the_staff_alone) {
    const auto id = add("Secret", Visibility::private_);

    EXPECT_EQ(get("/api/videos/" + id).text("/code"), "video_not_found");
    EXPECT_EQ(get("/api/videos/" + id, eve_).status, 404u);
    EXPECT_EQ(get("/api/videos/" + id + "/stream", eve_).status, 404u);
    EXPECT_EQ(get("/api/videos/" + id, moderator_).status, 200u);

    const auto own = get("/api/videos/" + id, ada_);
    ASSERT_EQ(own.status, 200u);
    EXPECT_TRUE(own.at("/playback/hls").is_null());
    EXPECT_TRUE(own.text("/thumbnailUrl").starts_with("http://tv.example/t/"));
    wall_ += 1min;
    EXPECT_EQ(get("/api/videos/" + id, ada_).text("/thumbnailUrl"), own.text("/thumbnailUrl"));
}

TEST_F(VideoRoutesTest, the_owner_plays_a_private_video_by_a_token_that_says_who_and_why) {
    const auto id = add("Secret", Visibility::private_);

    const auto told = get("/api/videos/" + id + "/stream", ada_);

    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(told.text("/url"), told.text("/hls"));
    const std::string begin = "http://tv.example/t/";
    const std::string end = "/vod/" + id + "/master.m3u8";
    const auto url = told.text("/hls");
    ASSERT_TRUE(url.starts_with(begin) && url.ends_with(end)) << url;
    const auto token = url.substr(begin.size(), url.size() - begin.size() - end.size());
    const auto claims = videos().tokens.read(token);
    ASSERT_TRUE(claims);
    EXPECT_EQ(to_string(claims->video), id);
    EXPECT_EQ(claims->viewer, id_of("ada"));
    EXPECT_EQ(claims->ground, vod::Ground::owner);
    EXPECT_EQ(claims->expires_at, wall_ + 6h + 100s);
    EXPECT_EQ(told.text("/expiresAt"), to_rfc3339(claims->expires_at));
}

TEST_F(VideoRoutesTest, what_is_open_to_all_plays_for_others_without_an_end) {
    const auto id = add("Passed on", Visibility::unlisted);

    const auto told = get("/api/videos/" + id + "/stream", eve_);

    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(told.text("/url"), "http://tv.example/vod/" + id + "/master.m3u8");
    EXPECT_TRUE(told.at("/expiresAt").is_null());
}

TEST_F(VideoRoutesTest, what_does_not_play_yet_has_no_addresses) {
    const auto id = to_string(run(videos().begin(draft("Soon"))));

    const auto told = get("/api/videos/" + id + "/stream", ada_);

    EXPECT_EQ(told.status, 409u);
    EXPECT_EQ(told.text("/code"), "video_not_ready");
}

TEST_F(VideoRoutesTest, the_library_lists_what_is_public_and_plays) {
    const auto first = add("First");
    wall_ += 1s;
    const auto second = add("Second");
    add("Secret", Visibility::private_);
    add("Passed on", Visibility::unlisted);
    run(videos().begin(draft("Soon", Visibility::public_)));

    const auto all = get("/api/videos");
    ASSERT_EQ(all.at("/meta/total"), 2);
    EXPECT_EQ(all.text("/data/0/id"), second);
    EXPECT_EQ(all.text("/data/1/id"), first);
    EXPECT_EQ(get("/api/videos?page=2&limit=1", eve_).text("/data/0/id"), first);
    EXPECT_EQ(get("/api/videos?q=FIRST", eve_).at("/meta/total"), 1);
    EXPECT_EQ(get("/api/videos?channel=ada", eve_).at("/meta/total"), 2);
    EXPECT_EQ(get("/api/videos?channel=nobody", eve_).at("/meta/total"), 0);
    EXPECT_EQ(get("/api/videos?sort=views", eve_).status, 200u);
    EXPECT_EQ(get("/api/videos?category=nonsense", eve_).failing_fields(),
              std::set<std::string>{"category"});
    EXPECT_EQ(get("/api/channels/ada/videos").at("/meta/total"), 2);
    EXPECT_EQ(get("/api/channels/ada/videos", ada_).at("/meta/total"), 5);
    EXPECT_EQ(get("/api/users/ada/videos", eve_).at("/meta/total"), 2);
    EXPECT_EQ(get("/api/users/me/videos", ada_).at("/meta/total"), 5);
    EXPECT_EQ(get("/api/channels/nobody/videos").status, 404u);
    EXPECT_EQ(get("/api/users/nobody/videos").status, 404u);
}

TEST_F(VideoRoutesTest, my_videos_are_there_in_every_status_with_their_jobs) {
    add("Ready", Visibility::private_);
    run(videos().begin(draft("On its way")));
    const auto waiting = run(videos().begin(draft("Waits")));
    const auto job = run(videos().deliver(waiting, id_of("ada")));

    EXPECT_EQ(get("/api/videos/my", ada_).at("/meta/total"), 3);
    EXPECT_EQ(get("/api/videos/my", eve_).at("/meta/total"), 0);
    EXPECT_EQ(get("/api/videos/my").status, 401u);
    EXPECT_EQ(get("/api/videos/my?q=way", ada_).text("/data/0/title"), "On its way");
    EXPECT_EQ(get("/api/videos/my?visibility=public", ada_).at("/meta/total"), 0);

    const auto told = get("/api/videos/my?status=PROCESSING", ada_);
    ASSERT_EQ(told.at("/meta/total"), 1);
    EXPECT_EQ(told.text("/data/0/job/id"), to_string(job));
    EXPECT_EQ(told.text("/data/0/job/status"), "QUEUED");
    EXPECT_EQ(told.at("/data/0/job/position"), 1);
    EXPECT_EQ(told.text("/data/0/job/doing"), "probe");
    EXPECT_FALSE(told.at("/data/0/job").as_object().contains("worker"));
}

TEST_F(VideoRoutesTest, its_owner_says_anew_what_a_video_is) {
    const auto id = add("Old", Visibility::private_);

    const auto told = patch(id,
                            R"({"title":" New ","description":"Oil","visibility":"public",)"
                            R"("tags":["oil","OIL"],"categories":["ART"]})",
                            ada_);

    ASSERT_EQ(told.status, 200u) << bj::serialize(told.body);
    EXPECT_EQ(told.text("/title"), "New");
    EXPECT_EQ(told.text("/visibility"), "public");
    EXPECT_EQ(bj::serialize(told.at("/tags")), R"(["oil"])");
    EXPECT_EQ(told.text("/categories/0/slug"), "art");
    EXPECT_EQ(get("/api/videos?tag=Oil&category=art").text("/data/0/id"), id);
}

TEST_F(VideoRoutesTest, what_cannot_be_is_refused_field_by_field) {
    const auto id = add("Mine");

    EXPECT_EQ(
        patch(id, R"({"title":"","visibility":"secret","status":"READY","viewCount":9})", ada_)
            .failing_fields(),
        (std::set<std::string>{"title", "visibility", "status", "viewCount"}));
    EXPECT_EQ(patch(id, R"({"categories":["nonsense"]})", ada_).failing_fields(),
              std::set<std::string>{"categories[0]"});
    const auto channel = to_string(channel_of("eve").id);
    EXPECT_EQ(patch(id, R"({"channelId":")" + channel + R"("})", ada_).failing_fields(),
              std::set<std::string>{"channelId"});
}

TEST_F(VideoRoutesTest, another_one_s_video_is_nobody_else_s_to_change_but_an_admin_s) {
    const auto open = add("Open");
    const auto secret = add("Secret", Visibility::private_);

    for (const auto& token : {eve_, moderator_}) {
        EXPECT_EQ(patch(open, R"({"title":"Mine now"})", token).status, 403u);
        EXPECT_EQ(remove(open, token).status, 403u);
        EXPECT_EQ(post("/api/videos/" + open + "/retry", {}, token).status, 403u);
    }
    EXPECT_EQ(patch(secret, R"({"title":"Mine now"})", eve_).status, 404u);
    EXPECT_EQ(remove(secret, eve_).status, 404u);
    EXPECT_EQ(patch(open, R"({"title":"Mine now"})", "").status, 401u);

    EXPECT_EQ(patch(open, R"({"visibility":"private"})", admin_).status, 200u);
    EXPECT_EQ(get("/api/admin/audit?action=video.changed", admin_).text("/data/0/target"), open);
}

TEST_F(VideoRoutesTest, a_video_that_is_deleted_is_gone_from_everywhere) {
    const auto id = add("Gone");
    ASSERT_EQ(get("/api/videos").at("/meta/total"), 1);

    const auto told = remove(id, ada_);

    EXPECT_EQ(told.status, 200u);
    EXPECT_EQ(told.text("/message"), "The video is deleted.");
    EXPECT_EQ(get("/api/videos/" + id, ada_).status, 404u);
    EXPECT_EQ(get("/api/videos").at("/meta/total"), 0);
    EXPECT_EQ(remove(id, ada_).status, 404u);
}

TEST_F(VideoRoutesTest, a_failure_is_told_in_the_reader_s_language_and_can_be_tried_again) {
    const auto id = to_string(run(videos().add_failed(draft("Broken"), vod::FailureCode::damaged)));

    const auto told = send(
        {.target = "/api/videos/" + id, .token = ada_, .headers = {{"Accept-Language", "es"}}});
    EXPECT_EQ(told.text("/status"), "FAILED");
    EXPECT_EQ(told.text("/failure/code"), "damaged");
    EXPECT_NE(told.text("/failure/message").find("El archivo"), std::string::npos);

    const auto retried = post("/api/videos/" + id + "/retry", {}, ada_);
    ASSERT_EQ(retried.status, 202u);
    EXPECT_EQ(retried.text("/videoId"), id);
    EXPECT_EQ(retried.text("/status"), "QUEUED");
    EXPECT_EQ(get("/api/videos/" + id, ada_).text("/status"), "PROCESSING");
    EXPECT_EQ(post("/api/videos/" + id + "/retry", {}, ada_).text("/code"), "video_not_failed");
}

TEST_F(VideoRoutesTest, what_names_no_video_is_not_found) {
    for (const std::string id : {"nonsense", "0190163d-8694-739b-aea5-966c26f8ad91"}) {
        EXPECT_EQ(get("/api/videos/" + id, ada_).text("/code"), "video_not_found");
        EXPECT_EQ(get("/api/videos/" + id + "/stream", ada_).status, 404u);
        EXPECT_EQ(patch(id, "{}", ada_).status, 404u);
    }
}

TEST_F(VideoRoutesTest, a_search_finds_videos_among_the_rest) {
    const auto id = add("Watercolours");
    add("Watercolours in secret", Visibility::private_);

    const auto told = get("/api/search?q=watercolours");

    ASSERT_EQ(told.at("/meta/total"), 1) << bj::serialize(told.body);
    EXPECT_EQ(told.text("/data/0/type"), "video");
    EXPECT_EQ(told.text("/data/0/video/id"), id);
    EXPECT_EQ(get("/api/search?q=watercolours&type=streams").at("/meta/total"), 0);
    EXPECT_EQ(get("/api/search?q=watercolours&type=videos").at("/meta/total"), 1);
}

}  // namespace

}  // namespace freshet::api
