#include "serve/api/channel_routes.hpp"

#include <gmock/gmock.h>

#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

using ::testing::ElementsAre;

class ChannelRoutesTest : public testing::Rig {};

TEST_F(ChannelRoutesTest, a_channel_is_found_by_handle_in_any_case_and_by_id) {
    sign_up("ada");

    const auto by_handle = get("/api/channels/ADA");

    ASSERT_EQ(by_handle.status, 200u);
    EXPECT_EQ(by_handle.text("/handle"), "ada");
    EXPECT_EQ(by_handle.at("/isLive"), false);
    EXPECT_EQ(get("/api/channels/" + by_handle.text("/id")).body, by_handle.body);
}

TEST_F(ChannelRoutesTest, a_channel_tells_who_watches_now) {
    sign_up("ada");
    put_on_air(add_stream("ada", channels::StreamStatus::live), 42);

    const auto told = get("/api/channels/ada");

    EXPECT_EQ(told.at("/isLive"), true);
    EXPECT_EQ(told.at("/viewersCount"), 42);
}

TEST_F(ChannelRoutesTest, an_unknown_channel_is_not_found) {
    for (const auto* id : {"nobody", "0190163d-8694-739b-aea5-966c26f8ad91", "\xff"}) {
        EXPECT_EQ(get(std::string("/api/channels/") + id).status, 404u);
    }
}

TEST_F(ChannelRoutesTest, an_owner_sees_the_same_key_again) {
    const auto token = sign_up("ada");

    const auto told = get("/api/channels/ada/stream-key", token);

    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(told.text("/streamKey"), get("/api/auth/stream-key", token).text("/streamKey"));
}

TEST_F(ChannelRoutesTest, nobody_else_sees_the_key_not_even_an_admin) {
    sign_up("ada");
    const auto eve = sign_up("eve");
    const auto root = sign_up("root_user");
    set_role("root_user", accounts::Role::admin);

    EXPECT_EQ(get("/api/channels/ada/stream-key").status, 401u);
    EXPECT_EQ(get("/api/channels/ada/stream-key", eve).status, 403u);
    EXPECT_EQ(get("/api/channels/ada/stream-key", root).status, 403u);
    EXPECT_EQ(get("/api/channels/nobody/stream-key", eve).status, 404u);
}

TEST_F(ChannelRoutesTest, a_new_key_replaces_the_old_one_and_ends_its_publish) {
    const auto token = sign_up("ada");
    const auto before = get("/api/auth/stream-key", token).text("/streamKey");

    const auto told = post("/api/channels/ada/regenerate-stream-key", {}, token);

    ASSERT_EQ(told.status, 200u);
    EXPECT_NE(told.text("/streamKey"), before);
    EXPECT_EQ(get("/api/auth/stream-key", token).text("/streamKey"), told.text("/streamKey"));
    EXPECT_THAT(live_.publishes_ended, ElementsAre(channel_of("ada").id));
}

TEST_F(ChannelRoutesTest, nobody_else_replaces_the_key) {
    const auto ada = sign_up("ada");
    const auto eve = sign_up("eve");
    const auto before = get("/api/auth/stream-key", ada).text("/streamKey");

    EXPECT_EQ(post("/api/channels/ada/regenerate-stream-key", {}, eve).status, 403u);
    EXPECT_EQ(post("/api/channels/ada/regenerate-stream-key").status, 401u);
    EXPECT_EQ(post("/api/channels/nobody/regenerate-stream-key", {}, eve).status, 404u);

    EXPECT_EQ(get("/api/auth/stream-key", ada).text("/streamKey"), before);
    EXPECT_TRUE(live_.publishes_ended.empty());
}

TEST_F(ChannelRoutesTest, a_route_without_fields_takes_an_empty_object_and_nothing_else) {
    const auto token = sign_up("ada");
    const std::string path = "/api/channels/ada/regenerate-stream-key";

    EXPECT_EQ(post(path, "{}", token).status, 200u);
    const auto told = post(path, R"({"id":"eve"})", token);

    EXPECT_EQ(told.status, 422u);
    EXPECT_EQ(told.failing_fields(), std::set<std::string>{"id"});
}

TEST_F(ChannelRoutesTest, a_user_s_channels_are_listed_in_pages) {
    sign_up("ada");
    change(R"(
        INSERT INTO channels (id, user_id, handle, title, description, thumbnail_url, is_default,
            key_version, key_hash, created_at, updated_at)
        SELECT '0190163d-8694-739b-aea5-966c26f8ad91', user_id, 'ada-2', title, '', '', 0,
            1, 'another', created_at, updated_at
        FROM channels)");

    const auto told = get("/api/users/Ada/channels?page=2&limit=1");

    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(told.text("/data/0/handle"), "ada-2");
    EXPECT_EQ(told.at("/meta"),
              (testing::bj::object{{"page", 2}, {"limit", 1}, {"total", 2}, {"totalPages", 2}}));
}

TEST_F(ChannelRoutesTest, me_stands_for_the_caller) {
    const auto token = sign_up("ada");

    EXPECT_EQ(get("/api/users/me/channels", token).text("/data/0/handle"), "ada");
    EXPECT_EQ(get("/api/users/me/channels").status, 401u);
}

TEST_F(ChannelRoutesTest, an_unknown_user_has_no_list) {
    EXPECT_EQ(get("/api/users/nobody/channels").status, 404u);
}

TEST_F(ChannelRoutesTest, a_page_beyond_the_limits_is_refused) {
    sign_up("ada");

    const auto told = get("/api/users/ada/channels?page=0&limit=101");

    EXPECT_EQ(told.status, 422u);
    EXPECT_EQ(told.failing_fields(), (std::set<std::string>{"page", "limit"}));
    EXPECT_TRUE(
        get("/api/users/ada/channels?page=4294967295&limit=100").at("/data").as_array().empty());
}

TEST_F(ChannelRoutesTest, only_what_is_public_makes_a_channel_live_for_strangers) {
    const auto ada = sign_up("ada");
    const auto stream = add_stream("ada", channels::StreamStatus::live);
    put_on_air(stream, 7);
    const auto mod = sign_up("mod");
    set_role("mod", accounts::Role::moderator);
    EXPECT_EQ(get("/api/channels/ada").at("/viewersCount"), 7);
    EXPECT_EQ(get("/api/users/ada").at("/isStreaming"), true);

    for (const auto* visibility : {"unlisted", "private"}) {
        change("UPDATE streams SET visibility = '" + std::string(visibility) + "'");
        EXPECT_EQ(get("/api/channels/ada").at("/isLive"), false) << visibility;
        EXPECT_EQ(get("/api/channels/ada").at("/viewersCount"), 0) << visibility;
        EXPECT_EQ(get("/api/users/ada").at("/isStreaming"), false) << visibility;
        EXPECT_EQ(get("/api/search?q=ada&type=channels").at("/data/0/channel/isLive"), false);
        EXPECT_EQ(get("/api/channels/ada", ada).at("/isLive"), true) << visibility;
        EXPECT_EQ(get("/api/users/ada", mod).at("/isStreaming"), true) << visibility;
    }
}

TEST_F(ChannelRoutesTest, who_is_disabled_is_there_for_the_staff_only) {
    sign_up("ada");
    const auto stream = add_stream("ada", channels::StreamStatus::ended);
    const auto eve = sign_up("eve");
    const auto mod = sign_up("mod");
    set_role("mod", accounts::Role::moderator);
    const std::vector<std::string> paths = {"/api/channels/ada",
                                            "/api/channels/" + to_string(stream.channel),
                                            "/api/streams/" + to_string(stream.id),
                                            "/api/users/ada/channels",
                                            "/api/users/ada/followers",
                                            "/api/users/ada/following"};
    for (const auto& path : paths) EXPECT_EQ(get(path, eve).status, 200u) << path;

    change("UPDATE users SET is_active = 0 WHERE username = 'ada'");

    for (const auto& path : paths) {
        EXPECT_EQ(get(path).status, 404u) << path;
        EXPECT_EQ(get(path, eve).status, 404u) << path;
        EXPECT_EQ(get(path, mod).status, 200u) << path;
    }
}

}  // namespace

}  // namespace freshet::api
