#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "channels/broadcasts.hpp"
#include "channels/error.hpp"
#include "channels/schedule.hpp"
#include "store/sql/schedule_repository.hpp"
#include "store/sql/streams_repository.hpp"
#include "store/sql/test_people.hpp"

namespace freshet::sql {
namespace {

using channels::Errc;
using channels::Stream;
using channels::StreamDraft;
using channels::StreamStatus;
using namespace std::chrono_literals;
using test::run;
using ::testing::ElementsAre;

/// What every ScheduleRepository promises, and which stream a publish joins.
class ScheduleContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    StreamDraft draft(const std::string& title = "Ada paints") {
        return {.channel = ada_.channel,
                .title = title,
                .description = {},
                .cover_image_url = {},
                .scheduled_at = {},
                .categories = {}};
    }

    Stream plan(StreamDraft draft) { return run(schedule_.plan(std::move(draft))).value(); }

    Stream plan_at(WallTime time) {
        auto wanted = draft();
        wanted.scheduled_at = time;
        return plan(std::move(wanted));
    }

    Stream publish() { return run(broadcasts_.open(ada_.channel)).value(); }
    void end(const Stream& stream) { run(schedule_.end(stream.id)).value(); }
    Stream find(const Stream& stream) { return run(broadcasts_.find(stream.id)).value(); }

    std::vector<std::string> categories_of(const Stream& stream) {
        std::vector<std::string> slugs;
        for (const auto& category : find(stream).categories) slugs.push_back(category.slug);
        return slugs;
    }

    WallTime now_ = test::noon;
    test::TestDatabase opened_ = GetParam()();
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    StreamsRepository stream_rows_{*opened_.database};
    ScheduleRepository schedule_rows_{*opened_.database};
    channels::Broadcasts broadcasts_{
        {.grace = 30s, .rest = 0s}, stream_rows_, [this] { return now_; }};
    channels::Schedule schedule_{schedule_rows_, broadcasts_, [this] { return now_; }};
};

TEST_P(ScheduleContract, a_planned_stream_is_kept_as_it_was_said) {
    auto wanted = draft("  Ada paints ");
    wanted.description = "Oil";
    wanted.cover_image_url = "/pics/ada.png";
    wanted.scheduled_at = now_ + 1h;
    wanted.visibility = channels::Visibility::unlisted;
    wanted.audience = channels::Audience::followers;
    wanted.categories = {"ART", "Music", "art"};

    const auto stream = plan(wanted);

    EXPECT_EQ(stream.title, "Ada paints");
    EXPECT_EQ(stream.status, StreamStatus::scheduled);
    EXPECT_EQ(stream.scheduled_at, now_ + 1h);
    EXPECT_EQ(stream.visibility, channels::Visibility::unlisted);
    EXPECT_EQ(stream.audience, channels::Audience::followers);
    EXPECT_EQ(stream.owner, ada_.user);
    EXPECT_EQ(find(stream), stream);
    EXPECT_THAT(categories_of(stream), ElementsAre("art", "music"));
}

TEST_P(ScheduleContract, every_unknown_category_is_named_and_nothing_is_kept) {
    auto wanted = draft();
    wanted.categories = {"art", "nonsense", "music", "gone"};

    const auto planned = run(schedule_.plan(wanted));

    ASSERT_FALSE(planned);
    EXPECT_EQ(planned.error().reason, Errc::invalid_fields);
    ASSERT_EQ(planned.error().fields.size(), 2u);
    EXPECT_EQ(planned.error().fields[0].field, "categories[1]");
    EXPECT_EQ(planned.error().fields[1].field, "categories[3]");
    EXPECT_EQ(run(broadcasts_.list({}, {})).total, 0u);
}

TEST_P(ScheduleContract, a_publish_joins_the_chosen_stream_before_all_others) {
    plan_at(now_ + 1min);
    const auto chosen = plan(draft());
    plan(draft());
    run(schedule_.choose(chosen.id)).value();

    const auto stream = publish();

    EXPECT_EQ(stream.id, chosen.id);
    EXPECT_EQ(stream.status, StreamStatus::live);
    EXPECT_EQ(stream.started_at, now_);
    EXPECT_FALSE(stream.chosen_at);
}

TEST_P(ScheduleContract, only_the_stream_chosen_last_is_chosen) {
    const auto first = plan(draft());
    const auto second = plan(draft());

    run(schedule_.choose(second.id)).value();
    run(schedule_.choose(first.id)).value();
    run(schedule_.choose(first.id)).value();

    EXPECT_FALSE(find(second).chosen_at);
    EXPECT_EQ(publish().id, first.id);
}

TEST_P(ScheduleContract, a_publish_joins_the_scheduled_stream_nearest_to_now_within_twelve_hours) {
    plan(draft());
    plan_at(now_ + 12h + 1ms);
    const auto later = plan_at(now_ + 12h);
    const auto nearest = plan_at(now_ + 2h);
    now_ += 4h;
    const auto far = plan_at(now_ + 3h);

    EXPECT_EQ(publish().id, nearest.id);
    end(nearest);
    EXPECT_EQ(publish().id, far.id);
    end(far);
    EXPECT_EQ(publish().id, later.id);
}

TEST_P(ScheduleContract, twelve_hours_are_near_enough_and_a_moment_more_is_not) {
    plan_at(now_ + 12h + 1ms);
    const auto future = plan_at(now_ + 12h);
    EXPECT_EQ(publish().id, future.id);
    end(future);

    const auto past = plan_at(now_ + 30h);
    now_ += 42h;
    EXPECT_EQ(publish().id, past.id);
    end(past);
    const auto missed = plan_at(now_);
    now_ += 12h + 1ms;
    EXPECT_NE(publish().id, missed.id);
}

TEST_P(ScheduleContract, else_the_newest_without_a_time_else_makes_one) {
    plan_at(now_ + 13h);
    const auto older = plan(draft());
    const auto newer = plan(draft());

    EXPECT_EQ(publish().id, newer.id);
    end(newer);
    EXPECT_EQ(publish().id, older.id);
    end(older);
    const auto made = publish();
    EXPECT_EQ(made.title, "ada");
    EXPECT_FALSE(made.scheduled_at);
}

TEST_P(ScheduleContract, a_publisher_that_returns_goes_on_even_if_another_stream_was_chosen) {
    const auto live = publish();
    run(broadcasts_.mark_reconnecting(live.id, now_));
    const auto next = plan(draft());
    run(schedule_.choose(next.id)).value();

    EXPECT_EQ(publish().id, live.id);
    end(live);
    EXPECT_EQ(publish().id, next.id);
}

TEST_P(ScheduleContract, many_publishes_at_once_join_one_planned_stream) {
    const auto planned = plan(draft());
    plan(draft("Another"));
    run(schedule_.choose(planned.id)).value();
    std::array<Stream, 8> joined;
    {
        std::vector<std::jthread> publishers;
        for (auto& mine : joined) publishers.emplace_back([&] { mine = publish(); });
    }

    for (const auto& stream : joined) EXPECT_EQ(stream.id, planned.id);
}

TEST_P(ScheduleContract, a_change_is_made_of_what_is_named_also_on_air) {
    plan(draft("Before"));
    const auto live = publish();
    now_ += 1min;

    const auto changed =
        run(schedule_.change(live.id, {.title = "After",
                                       .description = {},
                                       .cover_image_url = {},
                                       .scheduled_at = {},
                                       .visibility = {},
                                       .audience = {},
                                       .categories = std::vector<std::string>{"music"}}));

    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->title, "After");
    EXPECT_EQ(changed->status, StreamStatus::live);
    EXPECT_EQ(changed->started_at, live.started_at);
    EXPECT_EQ(changed->updated_at, now_);
    EXPECT_THAT(categories_of(live), ElementsAre("music"));
}

TEST_P(ScheduleContract, the_time_of_what_has_begun_stays) {
    const auto planned = plan_at(now_ + 1h);
    const auto move = [&](std::optional<WallTime> to) {
        channels::StreamChanges changes{};
        changes.scheduled_at = to;
        return run(schedule_.change(planned.id, changes));
    };
    EXPECT_EQ(move(now_ + 2h)->scheduled_at, now_ + 2h);
    ASSERT_EQ(publish().id, planned.id);

    const auto moved = move(now_ + 3h);

    ASSERT_FALSE(moved);
    EXPECT_EQ(moved.error().reason, Errc::stream_not_scheduled);
    EXPECT_TRUE(move(now_ + 2h));
    EXPECT_EQ(move(std::nullopt)->scheduled_at, now_ + 2h);
}

TEST_P(ScheduleContract, what_has_ended_does_not_begin_again) {
    const auto planned = plan(draft());
    end(planned);
    end(planned);

    EXPECT_EQ(find(planned).status, StreamStatus::ended);
    EXPECT_EQ(find(planned).duration(now_), 0ms);
    EXPECT_EQ(error_of(run(schedule_.choose(planned.id))), Errc::stream_ended);
    EXPECT_NE(publish().id, planned.id);
}

TEST_P(ScheduleContract, a_live_stream_is_ended_and_any_other_is_deleted) {
    const auto planned = plan(draft());
    const auto live = publish();
    ASSERT_EQ(live.id, planned.id);

    EXPECT_TRUE(run(schedule_.remove(live.id))->is_live());
    EXPECT_EQ(find(live).status, StreamStatus::ended);
    EXPECT_TRUE(run(schedule_.remove(live.id)));
    EXPECT_FALSE(run(broadcasts_.find(live.id)));
    EXPECT_EQ(error_of(run(schedule_.remove(live.id))), Errc::stream_not_found);
}

TEST_P(ScheduleContract, so_many_streams_may_wait_and_no_more) {
    for (int i = 0; i < 100; ++i) plan(draft());

    const auto refused = run(schedule_.plan(draft()));

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, Errc::too_many_streams);
    publish();
    EXPECT_TRUE(run(schedule_.plan(draft())));
}

TEST_P(ScheduleContract, lists_leave_out_what_has_been_waited_for_in_vain_but_not_for_the_owner) {
    const auto missed = plan_at(now_);
    now_ += 12h + 1ms;

    EXPECT_EQ(run(broadcasts_.list({}, {})).total, 0u);
    const auto own = run(broadcasts_.list({.owner = ada_.user, .hidden_too = true}, {}));
    ASSERT_EQ(own.items.size(), 1u);
    EXPECT_EQ(own.items[0].id, missed.id);
}

TEST_P(ScheduleContract, a_list_of_one_channel_has_live_scheduled_and_ended_ones_in_that_order) {
    const auto ended = publish();
    end(ended);
    const auto live = publish();
    const auto planned = plan(draft());
    auto secret = draft("secret");
    secret.visibility = channels::Visibility::private_;
    const auto hidden = plan(secret);
    const auto ids = [&](bool hidden_too) {
        std::vector<StreamId> list;
        const channels::StreamFilter filter{.channel = ada_.channel, .hidden_too = hidden_too};
        for (const auto& stream : run(broadcasts_.list(filter, {})).items)
            list.push_back(stream.id);
        return list;
    };

    EXPECT_THAT(ids(false), ElementsAre(live.id, planned.id, ended.id));
    EXPECT_THAT(ids(true), ElementsAre(live.id, hidden.id, planned.id, ended.id));
}

TEST_P(ScheduleContract, a_list_is_cut_down_to_a_category_a_status_or_a_name) {
    auto wanted = draft("Oil");
    wanted.categories = {"art", "music"};
    const auto art = plan(wanted);
    publish();
    test::add_person(*opened_.database, "bob");
    plan(draft("Talk"));
    const auto category = find(art).categories.at(1).id;

    EXPECT_EQ(run(broadcasts_.list({.category = category}, {})).total, 1u);
    EXPECT_EQ(run(broadcasts_.list({.category = CategoryId::make()}, {})).total, 0u);
    EXPECT_EQ(run(broadcasts_.list({.text = "ADA"}, {})).total, 2u);
    EXPECT_EQ(run(broadcasts_.search({.status = StreamStatus::scheduled}, {})).total, 1u);
    EXPECT_EQ(run(broadcasts_.search({.text = "oil"}, {})).total, 1u);
    const auto listed = run(broadcasts_.list({.category = category}, {})).items.at(0);
    EXPECT_EQ(listed.categories.size(), 2u);
}

/// With the rest that others do without.
class RestContract : public ScheduleContract {
protected:
    auto open() { return run(resting_.open(ada_.channel)); }
    void stop_one() {
        const auto stream = open().value();
        ASSERT_TRUE(run(owners_.end(stream.id)));
        EXPECT_EQ(error_of(open()), Errc::just_stopped);
    }

    channels::Broadcasts resting_{{.rest = 60s}, stream_rows_, [this] { return now_; }};
    channels::Schedule owners_{schedule_rows_, resting_, [this] { return now_; }};
};

TEST_P(RestContract, a_channel_that_was_stopped_begins_nothing_by_itself_for_a_while) {
    stop_one();

    now_ += 59s;
    EXPECT_EQ(error_of(open()), Errc::just_stopped);
    now_ += 1s;
    EXPECT_TRUE(open());
}

TEST_P(RestContract, an_owner_who_starts_a_stream_waits_for_nothing) {
    stop_one();
    const auto next = run(owners_.plan(draft("Ada again"))).value();
    EXPECT_EQ(error_of(open()), Errc::just_stopped);

    ASSERT_TRUE(run(owners_.choose(next.id)));

    EXPECT_EQ(open().value().id, next.id);
}

TEST_P(RestContract, to_end_what_is_over_or_has_not_begun_stops_nothing) {
    const auto planned = run(owners_.plan(draft())).value();
    ASSERT_TRUE(run(owners_.end(planned.id)));
    const auto other = run(owners_.plan(draft())).value();
    ASSERT_TRUE(run(owners_.remove(other.id)));
    const auto stream = open().value();
    ASSERT_TRUE(run(owners_.end(stream.id)));
    now_ += 60s;
    ASSERT_TRUE(run(owners_.end(stream.id)));

    EXPECT_TRUE(open());
}

TEST_P(RestContract, to_remove_what_is_on_air_is_to_stop_it) {
    const auto stream = open().value();

    ASSERT_TRUE(run(owners_.remove(stream.id)));

    EXPECT_EQ(error_of(open()), Errc::just_stopped);
}

INSTANTIATE_TEST_SUITE_P(On, RestContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

INSTANTIATE_TEST_SUITE_P(On, ScheduleContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
