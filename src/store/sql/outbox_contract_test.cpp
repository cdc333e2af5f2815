#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include "base/outage.hpp"
#include "store/sql/outbox.hpp"
#include "store/sql/removals_repository.hpp"
#include "store/sql/stream_acts.hpp"
#include "store/sql/streams_repository.hpp"
#include "store/sql/test_database.hpp"
#include "store/sql/test_people.hpp"

namespace freshet::sql {
namespace {

using site::Delivery;
using namespace std::chrono_literals;
using test::noon;
using test::run;

/// What every DeliveryRepository promises, and what acts on streams put into it.
class OutboxContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    OutboxContract() { run(outbox_.switch_on(true)); }

    StreamId open(const test::Person& person) {
        return run(streams_.open(person.channel, noon, noon - 30s)).value().id;
    }

    /// What is due next, as far as it is of one lane; each is taken.
    std::vector<Delivery> take_all() {
        std::vector<Delivery> taken;
        while (true) {
            const auto due = run(outbox_.due(wall_now(), 10));
            if (due.empty()) return taken;
            taken.push_back(due.front());
            run(outbox_.remove(due.front().id));
        }
    }

    std::vector<std::string> events() {
        std::vector<std::string> names;
        for (const auto& each : take_all()) names.push_back(each.event);
        return names;
    }

    using Names = std::vector<std::string>;

    test::TestDatabase opened_ = GetParam()();
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    test::Person eve_ = test::add_person(*opened_.database, "eve");
    StreamsRepository streams_{*opened_.database};
    OutboxRepository outbox_{*opened_.database};
};

TEST_P(OutboxContract, a_broadcast_is_told_from_its_first_publisher_to_its_end) {
    const auto id = open(ada_);
    EXPECT_EQ(events(), (Names{"publish", "stream.started"}));

    run(streams_.mark_reconnecting(id, noon));
    EXPECT_EQ(open(ada_), id);
    run(streams_.mark_live(id, noon));
    EXPECT_EQ(events(), (Names{"unpublish", "publish"}));

    run(streams_.end(id, noon + 1h));
    run(streams_.end(id, noon + 2h));
    EXPECT_EQ(events(), (Names{"unpublish", "stream.ended"}));
}

TEST_P(OutboxContract, a_planned_stream_is_told_when_it_begins) {
    const auto id = open(ada_);
    run(streams_.end(id, noon));
    test::change(*opened_.database,
                 "UPDATE streams SET status = 'scheduled', started_at = NULL, ended_at = NULL");
    (void)take_all();

    EXPECT_EQ(open(ada_), id);

    EXPECT_EQ(events(), (Names{"publish", "stream.started"}));
}

TEST_P(OutboxContract, a_stream_that_was_lost_has_no_publisher_to_go) {
    const auto id = open(ada_);
    (void)take_all();

    (void)run(streams_.mark_all_reconnecting(noon));
    (void)run(streams_.end_lost(noon));

    EXPECT_EQ(events(), (Names{"unpublish", "stream.ended"}));
    EXPECT_EQ(run(streams_.find(id))->status, channels::StreamStatus::ended);
}

TEST_P(OutboxContract, who_leaves_ends_the_broadcast_for_the_receiver_too) {
    const auto id = open(ada_);
    run(streams_.note_signs_of_life({{.stream = id, .viewers = 1}}, noon + 1min));
    (void)take_all();

    ASSERT_TRUE(run(RemovalsRepository(*opened_.database).remove(ada_.user, noon + 2min)));

    EXPECT_EQ(events(), (Names{"unpublish", "stream.ended"}));
}

TEST_P(OutboxContract, a_message_says_where_it_stands_and_what_it_is_about) {
    const auto id = open(ada_);
    run(streams_.mark_reconnecting(id, noon));
    (void)open(ada_);

    const auto all = take_all();

    ASSERT_EQ(all.size(), 4u);
    const auto last = boost::json::parse(all.back().body);
    EXPECT_EQ(last.at("event"), "publish");
    EXPECT_EQ(last.at("id").as_string(), to_string(all.back().id));
    EXPECT_EQ(last.at("session"), 2);
    EXPECT_EQ(last.at("sequence"), 4);
    EXPECT_EQ(last.at("data").at("streamId").as_string(), to_string(id));
    EXPECT_EQ(last.at("data").at("handle"), "ada");
    EXPECT_EQ(last.at("data").as_object().if_contains("streamKey"), nullptr);
}

TEST_P(OutboxContract, later_ones_of_a_stream_wait_and_those_of_others_do_not) {
    const auto id = open(ada_);
    (void)open(eve_);
    const auto first = run(outbox_.due(wall_now(), 10));
    ASSERT_EQ(first.size(), 2u);
    const auto of_ada = first[0].body.find(to_string(id)) != std::string::npos ? 0u : 1u;

    run(outbox_.postpone(first[of_ada].id, wall_now() + 1h));
    run(outbox_.remove(first[1 - of_ada].id));

    const auto next = run(outbox_.due(wall_now(), 10));
    ASSERT_EQ(next.size(), 1u);
    EXPECT_EQ(next[0].event, "stream.started");
    EXPECT_EQ(next[0].body.find(to_string(id)), std::string::npos);
    const auto later = run(outbox_.due(wall_now() + 2h, 10));
    ASSERT_EQ(later.size(), 2u);
    EXPECT_EQ(later[0].attempts + later[1].attempts, 1u);
}

TEST_P(OutboxContract, a_subscription_is_told) {
    const SubscriptionNews news{.subscription = SubscriptionId::make(),
                                .subscriber = eve_.user,
                                .streamer = ada_.user,
                                .tier = "pro",
                                .at = noon};
    run(opened_.database->write([news](Session& session) {
        note_outgoing(session, site::WebhookEvent::subscription_created, news);
    }));

    const auto all = take_all();
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].event, "subscription.created");
    EXPECT_EQ(boost::json::parse(all[0].body).at("data").at("tier"), "pro");
}

TEST_P(OutboxContract, what_did_not_happen_is_not_told) {
    (void)run(opened_.database->write([this](Session& session) -> Result<void> {
        (void)open_stream(session, {.channel = ada_.channel, .now = noon, .grace_began = noon});
        return fail(Outage::unavailable);
    }));

    EXPECT_TRUE(events().empty());
}

TEST_P(OutboxContract, without_a_receiver_nothing_is_kept) {
    run(outbox_.switch_on(false));
    const auto id = open(ada_);
    run(streams_.end(id, noon));

    EXPECT_TRUE(events().empty());
}

INSTANTIATE_TEST_SUITE_P(On, OutboxContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
