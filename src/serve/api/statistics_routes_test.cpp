#include "serve/api/statistics_routes.hpp"

#include <gmock/gmock.h>

#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

using channels::StreamStatus;
using namespace std::chrono_literals;

class StatisticsRoutesTest : public testing::Rig {
protected:
    StatisticsRoutesTest() {
        ada_ = sign_up("ada");
        stream_ = add_stream("ada", StreamStatus::live);
    }

    void watch(const std::string& viewer, std::chrono::milliseconds time, WallTime at) {
        add_view({.id = channels::ViewId::make(),
                  .who = {.subject = stream_.id,
                          .channel = stream_.channel,
                          .user = {},
                          .viewer = viewer},
                  .watched = time,
                  .started_at = at,
                  .ended_at = at + time});
    }

    std::string ada_;
    channels::Stream stream_;
};

TEST_F(StatisticsRoutesTest, totals_are_those_of_all_views) {
    watch("eve", 10s, wall_);
    watch("bob", 20s, wall_ - 24h);
    put_on_air(stream_, 3);

    const auto told = get("/api/statistics/channel/ada", ada_);

    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(told.at("/totalViews"), 2);
    EXPECT_EQ(told.at("/uniqueViewers"), 2);
    EXPECT_EQ(told.at("/watchTime"), 30);
    EXPECT_EQ(told.at("/avgWatchTime"), 15);
    EXPECT_EQ(told.at("/viewerCount"), 3);
    EXPECT_EQ(told.text("/timeZone"), "UTC");
}

TEST_F(StatisticsRoutesTest, days_without_views_are_there_with_zeros) {
    watch("eve", 10s, wall_ - 48h);

    const auto told = get("/api/statistics/channel/ada/daily", ada_);

    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(told.at("/data").as_array().size(), 30u);
    EXPECT_EQ(told.at("/meta/total"), 30);
    EXPECT_EQ(told.text("/data/0/date"), "2026-01-02");
    EXPECT_EQ(told.text("/data/29/date"), "2026-01-31");
    EXPECT_EQ(told.at("/data/27/totalViews"), 1);
    EXPECT_EQ(told.at("/data/27/avgWatchTime"), 10);
    EXPECT_EQ(told.at("/data/28/totalViews"), 0);
}

TEST_F(StatisticsRoutesTest, days_are_asked_for_by_dates_and_come_by_pages) {
    watch("eve", 10s, wall_);
    const std::string path = "/api/statistics/channel/ada/daily?from=2025-01-31&to=2026-01-31";

    const auto told = get(path + "&page=4", ada_);

    EXPECT_EQ(told.at("/meta/total"), 366);
    EXPECT_EQ(told.at("/data").as_array().size(), 66u);
    EXPECT_EQ(told.at("/data/65/totalViews"), 1);
    EXPECT_TRUE(get(path + "&page=5", ada_).at("/data").as_array().empty());
    EXPECT_TRUE(get(path + "&page=4294967295", ada_).at("/data").as_array().empty());
}

TEST_F(StatisticsRoutesTest, every_date_that_is_wrong_is_named) {
    const std::string path = "/api/statistics/channel/ada/daily?";
    using Fields = std::set<std::string>;
    EXPECT_EQ(get(path + "from=x&to=2026-02-30", ada_).failing_fields(), (Fields{"from", "to"}));
    EXPECT_EQ(get(path + "from=2026-02-01&to=2026-01-31", ada_).failing_fields(), Fields{"from"});
    EXPECT_EQ(get(path + "from=2025-01-30&to=2026-01-31", ada_).failing_fields(), Fields{"from"});
}

TEST_F(StatisticsRoutesTest, today_is_the_day_where_the_channel_is) {
    change("UPDATE channels SET time_zone = 'Pacific/Auckland'");

    const auto told = get("/api/statistics/channel/ada/daily", ada_);

    EXPECT_EQ(told.text("/data/29/date"), "2026-02-01");
}

TEST_F(StatisticsRoutesTest, the_overview_tells_how_many_viewers_became_subscribers) {
    watch("eve", 10s, wall_);
    watch("bob", 10s, wall_);
    new_subscriptions_ = 1;

    const auto told = get("/api/statistics/user/me/overview", ada_);

    EXPECT_EQ(told.at("/uniqueViewers"), 2);
    EXPECT_EQ(told.at("/channelCount"), 1);
    EXPECT_EQ(told.at("/newSubscriptions"), 1);
    EXPECT_EQ(told.at("/conversion").to_number<double>(), 0.5);
}

TEST_F(StatisticsRoutesTest, the_top_stream_is_the_one_with_the_most_views) {
    watch("eve", 10s, wall_);

    const auto told = get("/api/statistics/channel/ada/top-streams?limit=1", ada_);

    EXPECT_EQ(told.text("/data/0/streamId"), to_string(stream_.id));
    EXPECT_EQ(told.at("/data/0/totalViews"), 1);
}

TEST_F(StatisticsRoutesTest, they_are_for_the_owner_and_the_staff) {
    const auto eve = sign_up("eve");
    const auto mod = sign_up("mod");
    set_role("mod", accounts::Role::moderator);
    for (const auto* path :
         {"/api/statistics/channel/ada", "/api/statistics/channel/ada/daily",
          "/api/statistics/channel/ada/top-streams", "/api/statistics/user/ada/overview"}) {
        EXPECT_EQ(get(path).status, 401u) << path;
        EXPECT_EQ(get(path, eve).status, 403u) << path;
        EXPECT_EQ(get(path, mod).status, 200u) << path;
    }
    EXPECT_EQ(get("/api/statistics/channel/nobody", ada_).status, 404u);
    EXPECT_EQ(get("/api/statistics/user/nobody/overview", ada_).status, 404u);
}

}  // namespace

}  // namespace freshet::api
