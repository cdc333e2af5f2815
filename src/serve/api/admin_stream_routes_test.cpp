#include "serve/api/admin_stream_routes.hpp"

#include <gmock/gmock.h>

#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

using channels::StreamStatus;
using testing::Ask;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class AdminStreamRoutesTest : public testing::Rig {
protected:
    AdminStreamRoutesTest() {
        sign_up("ada");
        admin_ = sign_up("the_admin");
        set_role("the_admin", accounts::Role::admin);
    }

    std::string admin_;
};

TEST_F(AdminStreamRoutesTest, a_stop_ends_the_broadcast_and_is_noted) {
    const auto stream = add_stream("ada", StreamStatus::live);
    put_on_air(stream, 3);
    const auto id = to_string(stream.id);

    const auto told = post("/api/admin/streams/" + id + "/stop", {}, admin_);

    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(told.text("/status"), "ended");
    EXPECT_THAT(live_.streams_ended, ElementsAre(stream.id));
    const auto noted = get("/api/admin/audit?action=stream.stopped", admin_);
    ASSERT_EQ(noted.at("/data").as_array().size(), 1u);
    EXPECT_EQ(noted.text("/data/0/target"), id);
    EXPECT_EQ(noted.text("/data/0/ip"), "192.0.2.1");
}

TEST_F(AdminStreamRoutesTest, what_is_refused_is_not_noted) {
    const auto stream = add_stream("ada", StreamStatus::live);
    const auto eve = sign_up("eve");
    const auto path = "/api/admin/streams/" + to_string(stream.id) + "/stop";

    EXPECT_EQ(post(path, {}, eve).status, 403u);
    EXPECT_EQ(post("/api/admin/streams/ada/stop", {}, admin_).status, 404u);

    const auto noted = get("/api/admin/audit?action=stream.stopped", admin_);
    EXPECT_TRUE(noted.at("/data").as_array().empty());
    EXPECT_THAT(live_.streams_ended, IsEmpty());
}

TEST_F(AdminStreamRoutesTest, what_an_admin_does_to_what_is_anothers_is_noted) {
    const auto eve = sign_up("eve");
    const auto stream = add_stream("eve", StreamStatus::scheduled);
    const auto by = [&](const std::string& token, http::Method method, const std::string& target,
                        const std::string& body) {
        return send({.method = method, .target = target, .body = body, .token = token}).status;
    };
    const auto stream_path = "/api/streams/" + to_string(stream.id);

    for (const auto& token : {eve, admin_}) {
        EXPECT_EQ(by(token, http::Method::patch, "/api/channels/eve", R"({"title":"Ink"})"), 200u);
        EXPECT_EQ(by(token, http::Method::patch, stream_path, R"({"title":"Ink"})"), 200u);
        EXPECT_EQ(by(token, http::Method::patch, "/api/users/eve", R"({"bio":"Ink."})"), 200u);
    }
    EXPECT_EQ(by(admin_, http::Method::delete_, stream_path, ""), 200u);
    EXPECT_EQ(by(admin_, http::Method::patch, "/api/channels/eve", R"({"title":""})"), 422u);

    const auto noted = get("/api/admin/audit", admin_);
    std::vector<std::string> actions;
    for (const auto& each : noted.at("/data").as_array())
        actions.emplace_back(each.at("action").as_string());
    EXPECT_THAT(actions,
                ElementsAre("stream.deleted", "user.changed", "stream.changed", "channel.changed"));
    EXPECT_EQ(noted.text("/data/0/target"), to_string(stream.id));
}

TEST_F(AdminStreamRoutesTest, what_an_admin_does_to_categories_is_noted) {
    ASSERT_EQ(post("/api/categories", R"({"name":"Chess"})", admin_).status, 201u);
    for (const auto method : {http::Method::patch, http::Method::delete_}) {
        const std::string body = method == http::Method::patch ? R"({"name":"Chess!"})" : "";
        const Ask ask{
            .method = method, .target = "/api/categories/chess", .body = body, .token = admin_};
        ASSERT_EQ(send(ask).status, 200u);
    }

    for (const auto* action : {"category.created", "category.changed", "category.deleted"}) {
        const auto noted = get("/api/admin/audit?action=" + std::string(action), admin_);
        EXPECT_EQ(noted.text("/data/0/target"), "chess") << action;
    }
}

}  // namespace

}  // namespace freshet::api
