#include "store/sql/upkeep.hpp"

#include <gtest/gtest.h>

#include "store/sql/test_database.hpp"
#include "store/sql/test_people.hpp"

namespace freshet::sql {
namespace {

using namespace std::chrono_literals;
using test::noon;
using test::run;

/// On every kind of database.
class UpkeepTest : public testing::TestWithParam<test::OpenDatabase> {
protected:
    void add_session(WallTime expires_at) {
        run(opened_.database->write(
            [id = SessionId::make(), expires_at, user = ada_.user](Session& session) {
                auto statement = session.prepare(R"(
                INSERT INTO sessions (id, user_id, ip, user_agent, generation, refresh_hash,
                    former_refresh_hash, rotated_at, created_at, expires_at)
                VALUES (:id, :user, '', '', 0, '', '', 0, 0, :expires_at))");
                statement.use(id).use(user).use(expires_at).run();
            }));
    }

    NotificationId add_notification(UserId user, WallTime at) {
        const auto id = NotificationId::make();
        run(opened_.database->write([id, user, at](Session& session) {
            auto statement = session.prepare(R"(
                INSERT INTO notifications (id, user_id, kind, subject_id, facts, created_at)
                VALUES (:id, :user, 'new_follower', :subject, '{}', :at))");
            statement.use(id).use(user).use(id).use(at).run();
        }));
        return id;
    }

    std::vector<std::string> left_of(const std::string& table) {
        return run(opened_.database->read([table](Session& session) {
            std::vector<std::string> ids;
            std::string id;
            auto statement = session.prepare("SELECT id FROM " + table + " ORDER BY id");
            statement.into(id);
            while (statement.next()) ids.push_back(id);
            return ids;
        }));
    }

    test::TestDatabase opened_ = GetParam()();
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    test::Person eve_ = test::add_person(*opened_.database, "eve");
    Upkeep upkeep_{*opened_.database};
};

TEST_P(UpkeepTest, expired_sessions_go_a_few_at_a_time) {
    for (int i = 0; i < 3; ++i) add_session(noon);
    add_session(noon + 1ms);

    EXPECT_EQ(run(upkeep_.remove_sessions(noon, 2)), 2u);
    EXPECT_EQ(run(upkeep_.remove_sessions(noon, 2)), 1u);
    EXPECT_EQ(left_of("sessions").size(), 1u);
}

TEST_P(UpkeepTest, old_notifications_go) {
    add_notification(ada_.user, noon - 1ms);
    const auto kept = add_notification(ada_.user, noon);

    EXPECT_EQ(run(upkeep_.remove_notifications(noon, 10)), 1u);
    EXPECT_EQ(left_of("notifications"), std::vector{to_string(kept)});
}

TEST_P(UpkeepTest, of_too_many_notifications_the_newest_stay) {
    std::vector<std::string> kept;
    for (int i = 0; i < 5; ++i) kept.push_back(to_string(add_notification(ada_.user, noon)));
    kept.erase(kept.begin(), kept.begin() + 3);
    for (int i = 0; i < 2; ++i) kept.push_back(to_string(add_notification(eve_.user, noon)));

    EXPECT_EQ(run(upkeep_.remove_notifications_beyond(2, 2)), 2u);
    EXPECT_EQ(run(upkeep_.remove_notifications_beyond(2, 2)), 1u);
    EXPECT_EQ(left_of("notifications"), kept);
}

TEST_P(UpkeepTest, lanes_of_webhooks_are_forgotten_when_nothing_happens_in_them) {
    test::change(*opened_.database, "INSERT INTO webhook_lanes VALUES ('quiet', 1, 2, 1)");
    test::change(*opened_.database, "INSERT INTO webhook_lanes VALUES ('waiting', 1, 2, 1)");
    test::change(*opened_.database,
                 "INSERT INTO webhook_outbox VALUES ('x', 'waiting', 2, 'publish', '{}', 0, 0, 0)");

    EXPECT_EQ(run(upkeep_.remove_webhook_lanes(noon, 10)), 1u);
    EXPECT_EQ(run(upkeep_.remove_webhook_lanes(noon, 10)), 0u);
}

INSTANTIATE_TEST_SUITE_P(On, UpkeepTest, testing::ValuesIn(test::database_kinds), test::kind_name);

}  // namespace
}  // namespace freshet::sql
