#include "base/outage.hpp"

#include <gtest/gtest.h>

#include "store/sql/test_database.hpp"

// What Database promises when PostgreSQL goes away, and when it comes back.
namespace freshet::sql {
namespace {

using namespace std::chrono_literals;
using test::run;

constexpr auto patience = 20s;

class OutageTest : public testing::Test {
protected:
    OutageTest() {
        run(database().write([](Session& session) {
            session.execute("CREATE TABLE notes (id BIGINT PRIMARY KEY)");
        }));
    }

    ~OutageTest() override {
        opened_.database.reset();
        server_.order("resume");
    }

    void reopen(std::chrono::milliseconds act_time_max) {
        auto config = opened_.config;
        config.act_time_max = act_time_max;
        opened_.database.reset();
        opened_.database = test::open_or_throw(config);
    }

    Database& database() { return *opened_.database; }

    static void insert(Session& session, int id) {
        session.prepare("INSERT INTO notes (id) VALUES (:id)").use(id).run();
    }

    /// How a write goes.
    ErrorCode write(int id) {
        return outcome_of([id](Session& session) { insert(session, id); });
    }

    ErrorCode outcome_of(std::function<void(Session&)> act) {
        return outcome_of(database(), std::move(act));
    }

    static ErrorCode outcome_of(Database& database, std::function<void(Session&)> act) {
        try {
            run(database.write(std::move(act)));
        } catch (const boost::system::system_error& error) {
            return error.code();
        }
        return {};
    }

    std::int64_t count() {
        return run(database().read([](Session& session) {
            std::int64_t rows = 0;
            session.prepare("SELECT COUNT(*) FROM notes").into(rows).next();
            return rows;
        }));
    }

    /// Whether it comes to be so; each look asks the database.
    template <class Probe>
    bool becomes(Probe probe) {
        const auto until = mono_now() + patience;
        while (mono_now() < until) {
            if (probe()) return true;
        }
        return false;
    }

    test::PostgresServer& server_ = test::PostgresServer::of_this_process();
    test::TestDatabase opened_ = test::open_postgres_database();
};

TEST_F(OutageTest, connections_that_were_cut_while_idle_cost_nothing) {
    for (int id = 0; id < 10; ++id) {
        server_.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'freshet'");
        EXPECT_EQ(write(id), ErrorCode());
    }

    EXPECT_EQ(count(), 10);
}

TEST_F(OutageTest, a_connection_that_is_cut_in_the_middle_ends_one_act_and_no_other) {
    const auto cut = outcome_of([this](Session& session) {
        insert(session, 1);
        std::int64_t self = 0;
        session.prepare("SELECT pg_backend_pid()").into(self).next();
        server_.execute("SELECT pg_terminate_backend(" + std::to_string(self) + ")");
        insert(session, 2);
    });

    EXPECT_EQ(cut, Outage::unavailable);
    EXPECT_EQ(write(3), ErrorCode());
    EXPECT_EQ(count(), 1);
}

TEST_F(OutageTest, while_the_server_is_away_all_is_refused_at_once_and_after_it_all_works) {
    ASSERT_EQ(write(1), ErrorCode());
    server_.order("kill");

    EXPECT_TRUE(becomes([this] { return database().writes().queue.serving() == 0 || !write(0); }));
    const auto begun = mono_now();
    for (int i = 0; i < 50; ++i) EXPECT_EQ(write(2), Outage::unavailable);
    EXPECT_LT(mono_now() - begun, 1s);
    EXPECT_ANY_THROW(count());

    server_.order("start");
    EXPECT_TRUE(becomes([this] { return !write(2); }));
    EXPECT_TRUE(becomes([this] { return database().writes().queue.serving() == 2; }));
    EXPECT_TRUE(becomes([this] {
        (void)outcome_of([](Session&) {});
        return database().reads().queue.serving() > 0;
    }));
    EXPECT_EQ(count(), 2);
    EXPECT_GT(database().reconnects(), 0u);
}

TEST_F(OutageTest, goes_while_the_server_is_away) {
    server_.order("kill");
    for (int i = 0; i < 4; ++i) (void)write(1);

    opened_.database.reset();

    server_.order("start");
}

// A server that is halted still takes what it is sent, so that nothing but the clock tells.
TEST_F(OutageTest, a_server_that_is_halted_holds_nobody_beyond_the_deadline) {
    reopen(300ms);
    server_.order("halt");

    EXPECT_EQ(write(1), Outage::timed_out);

    server_.order("resume");
    EXPECT_TRUE(becomes([this] { return !write(2); }));
}

TEST_F(OutageTest, a_commit_that_is_not_answered_is_an_outage_and_not_repeated) {
    reopen(300ms);
    int runs = 0;

    const auto outcome = outcome_of([this, &runs](Session& session) {
        ++runs;
        insert(session, runs);
        server_.order("halt");
    });

    EXPECT_TRUE(outcome == Outage::unavailable || outcome == Outage::timed_out);
    EXPECT_EQ(runs, 1);
    server_.order("resume");
    EXPECT_TRUE(becomes([this] { return !write(2); }));
}

TEST_F(OutageTest, an_act_of_many_short_statements_has_one_deadline) {
    reopen(300ms);

    const auto outcome = outcome_of([](Session& session) {
        for (int i = 0; i < 100; ++i) session.execute("SELECT pg_sleep(0.05)");
    });

    EXPECT_EQ(outcome, Outage::timed_out);
    EXPECT_EQ(write(1), ErrorCode());
}

TEST_F(OutageTest, a_lock_that_is_not_given_is_not_waited_for_beyond_the_deadline) {
    auto config = opened_.config;
    config.act_time_max = 200ms;
    const auto other = test::open_or_throw(config);
    ErrorCode theirs;

    const auto ours = outcome_of([&](Session& session) {
        session.execute("LOCK TABLE notes IN ACCESS EXCLUSIVE MODE");
        theirs = outcome_of(*other, [](Session& waiting) { insert(waiting, 1); });
    });

    EXPECT_EQ(ours, ErrorCode());
    EXPECT_EQ(theirs, Outage::timed_out);
}

}  // namespace
}  // namespace freshet::sql
