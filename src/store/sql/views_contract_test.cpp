#include <gtest/gtest.h>

#include "store/sql/access_repository.hpp"
#include "store/sql/statistics_repository.hpp"
#include "store/sql/streams_repository.hpp"
#include "store/sql/test_database.hpp"
#include "store/sql/test_people.hpp"
#include "store/sql/views_repository.hpp"

namespace freshet::sql {
namespace {

using channels::Audited;
using channels::View;
using channels::ViewId;
using namespace std::chrono_literals;
using test::noon;
using test::run;

/// What every ViewRepository and StatisticsRepository promises. 2027-01-15, 08:00 UTC.
class ViewsContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    View view(const std::string& viewer, WallTime started_at = noon) const {
        return {
            .id = ViewId::make(),
            .who = {.subject = stream_.id, .channel = ada_.channel, .user = {}, .viewer = viewer},
            .watched = 10s,
            .started_at = started_at,
            .ended_at = started_at + 10s};
    }

    /// Of one video of ada's, in the same channel.
    View view_of_video(const std::string& viewer, WallTime started_at = noon) const {
        auto seen = view(viewer, started_at);
        seen.who.subject = video_;
        return seen;
    }

    void add_video() {
        test::change(*opened_.database,
                     "INSERT INTO videos VALUES ('" + to_string(video_) + "', '" +
                         to_string(ada_.user) + "', '" + to_string(ada_.channel) +
                         "', 'Night', '', 'public', 'READY', '', '', 1, 1, 1, 0, 0, 0, 1, 1000, 1, "
                         "1, 16, 16, 0, 25000, '', '', '', 1, 1, 1)");
    }
    std::int64_t views_of_video() {
        return run(opened_.database->read([this](Session& session) {
            std::int64_t count = -1;
            auto statement = session.prepare("SELECT view_count FROM videos WHERE id = :id");
            statement.use(video_).into(count).next();
            return count;
        }));
    }

    void note(std::vector<View> views) { run(views_.note(std::move(views))); }
    Audited total() { return run(statistics_.of_channel(ada_.channel)).audience; }
    std::vector<channels::DayOfChannel> days() {
        using std::chrono::year_month_day;
        return run(statistics_.days(ada_.channel, {.from = year_month_day(2027y / 1 / 14),
                                                   .to = year_month_day(2027y / 1 / 16)}));
    }

    test::TestDatabase opened_ = GetParam()();
    StreamsRepository streams_{*opened_.database};
    ViewsRepository views_{*opened_.database};
    StatisticsRepository statistics_{*opened_.database};
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    VideoId video_ = VideoId::make();
    channels::Stream stream_ = run(streams_.open(ada_.channel, noon, noon)).value();
};

TEST_P(ViewsContract, a_view_that_grows_is_counted_once_and_its_time_to_the_last) {
    auto seen = view("eve");
    note({seen});
    seen.watched = 25s;
    note({seen});
    note({seen});

    EXPECT_EQ(total(), (Audited{.views = 1, .unique_viewers = 1, .watched = 25s}));
    EXPECT_EQ(run(streams_.find(stream_.id))->view_count, 1u);
    ASSERT_EQ(days().size(), 1u);
    EXPECT_EQ(days()[0].audience, (Audited{.views = 1, .unique_viewers = 1, .watched = 25s}));
}

TEST_P(ViewsContract, a_viewer_who_comes_twice_a_day_is_two_views_and_one_viewer) {
    note({view("eve"), view("eve", noon + 2h), view("bob")});

    ASSERT_EQ(days().size(), 1u);
    EXPECT_EQ(days()[0].audience.views, 3u);
    EXPECT_EQ(days()[0].audience.unique_viewers, 2u);
    EXPECT_EQ(total().unique_viewers, 2u);
}

TEST_P(ViewsContract, the_day_of_a_view_is_that_of_its_beginning_where_the_channel_is) {
    test::change(*opened_.database, "UPDATE channels SET time_zone = 'Pacific/Auckland'");
    note({view("eve"), view("eve", noon + 4h)});  // 21:00 and 01:00 there.

    ASSERT_EQ(days().size(), 2u);
    EXPECT_EQ(days()[0].date, std::chrono::year_month_day(2027y / 1 / 15));
    EXPECT_EQ(days()[1].date, std::chrono::year_month_day(2027y / 1 / 16));
    EXPECT_EQ(days()[1].audience.unique_viewers, 1u);
    EXPECT_EQ(run(statistics_.time_zone(ada_.channel)), "Pacific/Auckland");
}

TEST_P(ViewsContract, a_peak_only_rises) {
    for (const std::uint32_t viewers : {3u, 7u, 5u}) {
        run(views_.note_peaks({{.stream = stream_.id, .channel = ada_.channel, .viewers = viewers}},
                              noon));
    }

    EXPECT_EQ(total().peak_viewers, 7u);
    ASSERT_EQ(days().size(), 1u);
    EXPECT_EQ(days()[0].audience.peak_viewers, 7u);
}

TEST_P(ViewsContract, a_view_of_what_is_gone_is_passed_over_and_one_of_a_user_who_is_gone_stays) {
    auto of_nothing = view("eve");
    of_nothing.who.subject = StreamId::make();
    auto of_nobody = view("bob");
    of_nobody.who.user = UserId::make();
    note({of_nothing, of_nobody});
    run(views_.note_peaks(
        {{.stream = StreamId::make(), .channel = ChannelId::make(), .viewers = 1}}, noon));

    EXPECT_EQ(total().views, 1u);
}

TEST_P(ViewsContract, views_of_a_video_are_its_own_and_its_channel_s) {
    add_video();
    auto seen = view_of_video("eve");
    note({seen, view_of_video("bob"), view("bob")});
    seen.watched = 25s;
    note({seen});

    EXPECT_EQ(views_of_video(), 2);
    EXPECT_EQ(run(streams_.find(stream_.id))->view_count, 1u);
    EXPECT_EQ(total(), (Audited{.views = 3, .unique_viewers = 2, .watched = 45s}));
    ASSERT_EQ(days().size(), 1u);
    EXPECT_EQ(days()[0].audience, (Audited{.views = 3, .unique_viewers = 2, .watched = 45s}));
}

TEST_P(ViewsContract, a_view_of_a_video_that_is_gone_is_passed_over_and_its_days_stay) {
    add_video();
    note({view_of_video("eve")});
    test::change(*opened_.database, "DELETE FROM videos");
    note({view_of_video("bob")});

    EXPECT_EQ(total().views, 1u);
}

TEST_P(ViewsContract, a_user_s_totals_are_those_of_its_own_channels) {
    const auto eve = test::add_person(*opened_.database, "eve");
    test::change(*opened_.database, "INSERT INTO follows VALUES ('" + to_string(eve.user) + "', '" +
                                        to_string(ada_.user) + "', 1)");
    note({view("eve"), view("bob")});

    const auto ada = run(statistics_.of_user(ada_.user));
    EXPECT_EQ(ada.audience.views, 2u);
    EXPECT_EQ(ada.followers, 1u);
    EXPECT_EQ(ada.streams, 1u);
    EXPECT_EQ(run(statistics_.of_channel(ada_.channel)).followers, 1u);
    EXPECT_EQ(run(statistics_.of_user(eve.user)).audience, Audited());
}

TEST_P(ViewsContract, the_stream_with_the_most_views_is_the_first) {
    note({view("eve")});
    run(streams_.end(stream_.id, noon));
    const auto first = stream_;
    stream_ = run(streams_.open(ada_.channel, noon + 1h, noon)).value();
    note({view("eve"), view("bob")});

    const auto top = run(statistics_.top_streams(ada_.channel, 5));

    ASSERT_EQ(top.size(), 2u);
    EXPECT_EQ(top[0].stream.id, stream_.id);
    EXPECT_EQ(top[0].audience, (Audited{.views = 2, .unique_viewers = 2, .watched = 20s}));
    EXPECT_EQ(top[1].stream.id, first.id);
    EXPECT_EQ(run(statistics_.top_streams(ada_.channel, 1)).size(), 1u);
}

TEST_P(ViewsContract, a_day_keeps_its_salt_and_forgets_those_of_others) {
    const auto salt = [this](const std::string& day, const std::string& offered) {
        return std::string(run(views_.salt_of(day, SecretText(offered))).reveal());
    };

    EXPECT_EQ(salt("2027-01-15", "one"), "one");
    EXPECT_EQ(salt("2027-01-15", "two"), "one");
    EXPECT_EQ(salt("2027-01-16", "three"), "three");
    EXPECT_EQ(salt("2027-01-15", "four"), "four");
}

TEST_P(ViewsContract, the_access_of_what_is_on_air_is_as_its_row_says) {
    AccessRepository access(*opened_.database);
    test::change(*opened_.database,
                 "UPDATE streams SET visibility = 'unlisted', audience = 'followers'");

    const auto found = run(access.on_air());

    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].first, stream_.id);
    EXPECT_EQ(found[0].second, (channels::Access{.channel = ada_.channel,
                                                 .owner = ada_.user,
                                                 .visibility = channels::Visibility::unlisted,
                                                 .audience = channels::Audience::followers}));
    run(streams_.end(stream_.id, noon));
    EXPECT_TRUE(run(access.on_air()).empty());
}

INSTANTIATE_TEST_SUITE_P(On, ViewsContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
