#include "serve/api/admin_stream_routes.hpp"

#include <gmock/gmock.h>

#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

using channels::StreamStatus;
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

}  // namespace

}  // namespace freshet::api
