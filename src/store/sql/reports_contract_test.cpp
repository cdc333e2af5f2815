#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "community/error.hpp"
#include "community/reports.hpp"
#include "store/sql/removals_repository.hpp"
#include "store/sql/reports_repository.hpp"
#include "store/sql/streams_repository.hpp"
#include "store/sql/test_database.hpp"
#include "store/sql/test_rooms.hpp"

namespace freshet::sql {
namespace {

using community::Errc;
using community::ReportReason;
using community::ReportStatus;
using community::ReportSubject;
using namespace std::chrono_literals;
using test::run;

/// What every ReportRepository promises, seen through the class that uses it.
class ReportsContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    auto tell(const test::Person& reporter, ReportSubject subject, const Uuid& id) {
        return run(reports_.file({.reporter = reporter.user,
                                  .subject = subject,
                                  .subject_id = id,
                                  .reason = ReportReason::self_harm,
                                  .details = "details"}));
    }

    Result<community::Report> file(const test::Person& reporter, ReportSubject subject,
                                   const Uuid& id) {
        auto filed = tell(reporter, subject, id);
        if (!filed) return std::unexpected(filed.error());
        return std::move(filed->report);
    }

    WallTime now_ = test::noon;
    test::TestDatabase opened_ = GetParam()();
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    test::Person eve_ = test::add_person(*opened_.database, "eve");
    test::Person mod_ = test::add_person(*opened_.database, "mod");
    ReportsRepository repository_{*opened_.database};
    community::Reports reports_{{.open_max = 2}, repository_, [this] { return now_; }};
};

TEST_P(ReportsContract, the_same_report_is_the_same_until_it_is_decided) {
    const auto first = file(eve_, ReportSubject::user, ada_.user.uuid());
    const auto again = file(eve_, ReportSubject::user, ada_.user.uuid());
    const auto another = file(mod_, ReportSubject::user, ada_.user.uuid());
    ASSERT_TRUE(first && again && another);
    EXPECT_EQ(*again, *first);
    EXPECT_EQ(first->reporter, eve_.user);
    EXPECT_EQ(first->reporter_name, "eve");
    EXPECT_EQ(first->reason, ReportReason::self_harm);
    EXPECT_NE(another->id, first->id);

    (void)run(reports_.decide(
        {.moderator = mod_.user, .report = first->id, .status = ReportStatus::dismissed}));

    EXPECT_NE(file(eve_, ReportSubject::user, ada_.user.uuid())->id, first->id);
}

TEST_P(ReportsContract, who_repeats_a_report_is_told_that_it_is_not_new) {
    EXPECT_TRUE(tell(eve_, ReportSubject::user, ada_.user.uuid())->is_new);
    EXPECT_FALSE(tell(eve_, ReportSubject::user, ada_.user.uuid())->is_new);
    EXPECT_TRUE(tell(mod_, ReportSubject::user, ada_.user.uuid())->is_new);
}

TEST_P(ReportsContract, only_what_is_there_and_seen_can_be_reported) {
    StreamsRepository streams(*opened_.database);
    const auto stream = run(streams.open(ada_.channel, now_, now_ - 1min)).value().id;
    EXPECT_TRUE(file(eve_, ReportSubject::stream, stream.uuid()));
    EXPECT_TRUE(file(eve_, ReportSubject::channel, ada_.channel.uuid()));
    test::change(*opened_.database, "UPDATE streams SET visibility = 'private'");

    EXPECT_EQ(error_of(file(mod_, ReportSubject::stream, stream.uuid())), Errc::subject_not_found);
    EXPECT_TRUE(file(ada_, ReportSubject::stream, stream.uuid()));
    for (const auto subject : {ReportSubject::stream, ReportSubject::user, ReportSubject::channel,
                               ReportSubject::message, ReportSubject::video}) {
        EXPECT_EQ(error_of(file(mod_, subject, Uuid::make())), Errc::subject_not_found);
    }
}

TEST_P(ReportsContract, a_message_can_be_reported_by_who_has_seen_it) {
    const auto room = test::add_room(*opened_.database, ada_);
    const auto message = test::add_message(*opened_.database, room, eve_);
    const auto held = test::add_message(*opened_.database, room, eve_);
    const auto set = [&](std::string_view state, MessageId id) {
        test::change(*opened_.database, "UPDATE chat_messages SET state = '" + std::string(state) +
                                            "' WHERE id = '" + to_string(id) + "'");
    };
    set("held", held);

    EXPECT_TRUE(file(mod_, ReportSubject::message, message.uuid()));
    EXPECT_EQ(error_of(file(mod_, ReportSubject::message, held.uuid())), Errc::subject_not_found);
    set("deleted", message);
    EXPECT_TRUE(file(ada_, ReportSubject::message, message.uuid()));
    test::change(*opened_.database, "UPDATE streams SET visibility = 'private'");
    EXPECT_EQ(error_of(file(eve_, ReportSubject::message, message.uuid())),
              Errc::subject_not_found);
}

TEST_P(ReportsContract, who_has_left_cannot_be_reported_nor_named) {
    const auto told = file(eve_, ReportSubject::user, ada_.user.uuid());
    ASSERT_TRUE(told);
    RemovalsRepository removals(*opened_.database);
    ASSERT_TRUE(run(removals.remove(ada_.user, now_)));
    ASSERT_TRUE(run(removals.remove(eve_.user, now_)));

    EXPECT_EQ(error_of(file(mod_, ReportSubject::user, ada_.user.uuid())), Errc::subject_not_found);
    const auto decided = run(reports_.decide(
        {.moderator = mod_.user, .report = told->id, .status = ReportStatus::dismissed}));
    ASSERT_TRUE(decided);
    EXPECT_EQ(decided->reporter_name, "");
}

TEST_P(ReportsContract, nobody_floods_the_moderators) {
    EXPECT_TRUE(file(eve_, ReportSubject::user, ada_.user.uuid()));
    EXPECT_TRUE(file(eve_, ReportSubject::channel, ada_.channel.uuid()));

    EXPECT_EQ(error_of(file(eve_, ReportSubject::user, mod_.user.uuid())), Errc::too_many_reports);
    EXPECT_TRUE(file(mod_, ReportSubject::user, ada_.user.uuid()));
}

TEST_P(ReportsContract, a_decision_names_who_took_it_and_keeps_a_note_that_is_not_replaced) {
    const auto report = file(eve_, ReportSubject::user, ada_.user.uuid());
    now_ += 1h;

    const auto resolved = run(reports_.decide({.moderator = mod_.user,
                                               .report = report->id,
                                               .status = ReportStatus::resolved,
                                               .note = "warned"}));
    const auto dismissed = run(reports_.decide(
        {.moderator = ada_.user, .report = report->id, .status = ReportStatus::dismissed}));

    ASSERT_TRUE(resolved && dismissed);
    EXPECT_EQ(resolved->handled_by, mod_.user);
    EXPECT_EQ(resolved->handled_at, now_);
    EXPECT_EQ(dismissed->status, ReportStatus::dismissed);
    EXPECT_EQ(dismissed->handled_by, ada_.user);
    EXPECT_EQ(dismissed->note, "warned");
    EXPECT_EQ(run(reports_.find(report->id)), *dismissed);
    EXPECT_EQ(error_of(run(reports_.decide(
                  {.moderator = mod_.user, .report = community::ReportId::make()}))),
              Errc::report_not_found);
}

TEST_P(ReportsContract, a_list_has_those_first_that_have_waited_longest) {
    const auto first = file(eve_, ReportSubject::user, ada_.user.uuid());
    const auto second = file(mod_, ReportSubject::channel, ada_.channel.uuid());
    (void)run(reports_.decide({.moderator = mod_.user, .report = second->id}));

    const auto all = run(reports_.list({}, {.number = 1, .limit = 1}));
    const auto open = run(reports_.list({.status = ReportStatus::open}, {}));
    const auto channels = run(reports_.list({.subject = ReportSubject::channel}, {}));

    EXPECT_EQ(all.total, 2u);
    ASSERT_EQ(all.items.size(), 1u);
    EXPECT_EQ(all.items[0].id, first->id);
    ASSERT_EQ(open.items.size(), 1u);
    EXPECT_EQ(open.items[0].id, first->id);
    ASSERT_EQ(channels.items.size(), 1u);
    EXPECT_EQ(channels.items[0].id, second->id);
}

TEST_P(ReportsContract, a_report_outlives_the_account_of_its_reporter) {
    const auto report = file(eve_, ReportSubject::user, ada_.user.uuid());
    test::change(*opened_.database, "DELETE FROM users WHERE id = '" + to_string(eve_.user) + "'");

    const auto found = run(reports_.find(report->id));

    ASSERT_TRUE(found);
    EXPECT_FALSE(found->reporter);
    EXPECT_EQ(found->reporter_name, "");
}

INSTANTIATE_TEST_SUITE_P(On, ReportsContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
