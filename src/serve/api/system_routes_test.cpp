#include "serve/api/system_routes.hpp"

#include <gmock/gmock.h>

#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

using namespace std::chrono_literals;

class SystemRoutesTest : public testing::Rig {};

TEST_F(SystemRoutesTest, health_tells_what_the_program_depends_on) {
    wall_ += 75s;

    const auto told = get("/health");

    EXPECT_EQ(told.text("/status"), "ok");
    EXPECT_EQ(told.text("/database"), "ok");
    EXPECT_EQ(told.text("/redis"), "off");
    EXPECT_EQ(told.at("/uptime"), 75);
}

TEST_F(SystemRoutesTest, without_the_database_it_lives_but_is_not_ready) {
    database_up_ = false;

    EXPECT_EQ(get("/health").text("/status"), "down");
    EXPECT_EQ(get("/health/live").status, 200u);
    EXPECT_EQ(get("/health/ready").status, 503u);
    database_up_ = true;
    EXPECT_EQ(get("/health/ready").status, 200u);
}

TEST_F(SystemRoutesTest, the_instance_tells_what_a_newcomer_must_know) {
    const auto told = get("/api/instance");

    EXPECT_EQ(told.text("/version"), "1.2.3");
    EXPECT_EQ(told.text("/registration"), "open");
    EXPECT_EQ(told.text("/rtmpUrl"), "rtmp://tv.example:1935/live");
    EXPECT_EQ(told.text("/serverTime"), "2026-01-31T12:00:00.000Z");
}

TEST_F(SystemRoutesTest, the_description_that_is_served_is_the_one_that_is_kept) {
    EXPECT_EQ(get("/api/openapi.json").body, testing::bj::parse(openapi_document()));
}

}  // namespace

}  // namespace freshet::api
