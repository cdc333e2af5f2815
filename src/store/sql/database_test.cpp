#include "store/sql/database.hpp"

#include <fcntl.h>
#include <latch>
#include <set>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/this_coro.hpp>
#include <gtest/gtest.h>

#include "base/outage.hpp"
#include "net/descriptor.hpp"
#include "net/error.hpp"
#include "store/sql/test_database.hpp"

namespace freshet::sql {
namespace {

using namespace std::chrono_literals;
using boost::system::system_error;
using test::run;

enum class Refused { yes = 1 };

void make_table(Database& database) {
    run(database.write(
        [](Session& session) { session.execute("CREATE TABLE notes (id BIGINT PRIMARY KEY)"); }));
}

void insert(Session& session, int id) {
    session.prepare("INSERT INTO notes (id) VALUES (:id)").use(id).run();
}

std::set<int> notes(Database& database) {
    return run(database.read([](Session& session) {
        std::set<int> all;
        int id = 0;
        auto statement = session.prepare("SELECT id FROM notes");
        statement.into(id);
        while (statement.next()) all.insert(id);
        return all;
    }));
}

/// Holds the writer up, so that what comes meanwhile has to wait together.
class HeldWriter {
public:
    explicit HeldWriter(Database& database) {
        asio::co_spawn(loop_, database.write([this](Session&) {
            is_held_.count_down();
            may_go_.wait();
        }),
                       [](const std::exception_ptr&) {});
        loop_.poll();
        is_held_.wait();
    }
    ~HeldWriter() {
        release();
        loop_.run();
    }
    void release() {
        if (!may_go_.try_wait()) may_go_.count_down();
    }

private:
    asio::io_context loop_;
    std::latch is_held_{1};
    std::latch may_go_{1};
};

/// How one write went, that was started and not awaited yet.
struct Outcome {
    int count = 0;
    ErrorCode error;

    auto token() {
        return [this](const std::exception_ptr& failure) {
            ++count;
            try {
                if (failure) std::rethrow_exception(failure);
            } catch (const system_error& caught) {
                error = caught.code();
            }
        };
    }
};

class Databases : public testing::Test {
protected:
    explicit Databases(test::OpenDatabase open) : opened_(open()) {}

    void reopen(Database::Config config) {
        config.url = opened_.config.url;
        opened_.database.reset();
        opened_.database = test::open_or_throw(config);
    }

    Database& database() { return *opened_.database; }

    test::TestDatabase opened_;
};

/// What every database promises.
class DatabaseContract : public Databases, public testing::WithParamInterface<test::OpenDatabase> {
protected:
    DatabaseContract() : Databases(GetParam()) {}
};

class SqliteDatabase : public Databases {
protected:
    SqliteDatabase() : Databases(&test::open_sqlite_database) {}
};

/// A program that closed the database while nobody held that lock would delete the log (SQLite,
/// "Write-Ahead Logging", 3): all that is acknowledged after it would be gone with this process.
TEST_F(SqliteDatabase, holds_its_lock_against_other_programs_while_it_is_open) {
    const auto path = opened_.folder->file("freshet.db");
    const net::Descriptor file(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    struct flock lock{};
    lock.l_type = F_WRLCK;  // Of an open file, and so asked like another program's.

    ASSERT_EQ(::fcntl(file.get(), F_OFD_GETLK, &lock), 0);
    EXPECT_EQ(lock.l_type, F_RDLCK);
}

TEST_P(DatabaseContract, gives_what_an_act_answers_and_throws_what_it_throws) {
    EXPECT_EQ(run(database().write([](Session&) { return std::string("done"); })), "done");
    EXPECT_EQ(run(database().read([](Session&) { return 7; })), 7);
    EXPECT_THROW(run(database().read([](Session&) -> int { throw std::out_of_range("mine"); })),
                 std::out_of_range);
}

TEST_P(DatabaseContract, undoes_an_act_that_throws_and_one_that_answers_with_an_error) {
    make_table(database());

    EXPECT_THROW(run(database().write([](Session& session) {
                     insert(session, 1);
                     throw std::out_of_range("mine");
                 })),
                 std::out_of_range);
    const auto refused = run(database().write([](Session& session) -> std::expected<int, Refused> {
        insert(session, 2);
        return std::unexpected(Refused::yes);
    }));
    const auto kept = run(database().write([](Session& session) -> std::expected<int, Refused> {
        insert(session, 3);
        return 3;
    }));

    EXPECT_FALSE(refused);
    EXPECT_TRUE(kept);
    EXPECT_EQ(notes(database()), std::set{3});
}

TEST_P(DatabaseContract, tells_a_failure_of_the_database_as_an_outage) {
    auto act = database().write(
        [](Session& session) { session.execute("INSERT INTO nowhere VALUES (1)"); });
    try {
        run(std::move(act));
        FAIL();
    } catch (const system_error& error) {
        EXPECT_EQ(error.code(), Outage::unavailable);
        EXPECT_NE(std::string(error.what()).find("nowhere"), std::string::npos);
    }
}

TEST_F(SqliteDatabase, commits_what_waits_together) {
    make_table(database());
    asio::io_context loop;
    std::array<Outcome, 50> outcomes;
    const auto before = database().writes().totals.transactions.load();
    {
        HeldWriter held(database());
        for (int i = 0; i < 50; ++i) {
            auto write = database().write([i](Session& session) { insert(session, i); });
            asio::co_spawn(loop, std::move(write), outcomes[static_cast<std::size_t>(i)].token());
        }
        loop.poll();
        EXPECT_EQ(database().writes().queue.waiting(), 50u);
    }
    loop.run();

    EXPECT_EQ(database().writes().totals.transactions.load() - before,
              2u);  // The held one, and all the others.
    EXPECT_EQ(notes(database()).size(), 50u);
    for (const auto& outcome : outcomes) EXPECT_EQ(outcome.error, ErrorCode());
}

TEST_P(DatabaseContract, one_failing_act_of_a_group_does_not_touch_the_others) {
    reopen({.writers = 1});
    make_table(database());
    asio::io_context loop;
    std::array<Outcome, 3> outcomes;
    {
        HeldWriter held(database());
        for (const auto& [id, outcome] :
             {std::pair{1, &outcomes[0]}, {1, &outcomes[1]}, {2, &outcomes[2]}}) {
            asio::co_spawn(loop, database().write([id](Session& session) { insert(session, id); }),
                           outcome->token());
        }
        loop.poll();
    }
    loop.run();

    EXPECT_EQ(outcomes[0].error, ErrorCode());
    EXPECT_EQ(outcomes[1].error, Outage::unavailable);
    EXPECT_EQ(outcomes[2].error, ErrorCode());
    EXPECT_EQ(notes(database()), (std::set{1, 2}));
}

// A write that is broken off makes SQLite give up the whole transaction.
TEST_P(DatabaseContract, an_act_that_takes_too_long_is_broken_off_and_costs_the_others_nothing) {
    reopen({.writers = 1, .act_time_max = 200ms});
    make_table(database());
    asio::io_context loop;
    std::array<Outcome, 3> outcomes;
    const auto endless = [](Session& session) {
        session.execute(
            "INSERT INTO notes WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n) "
            "SELECT i FROM n");
    };
    {
        HeldWriter held(database());
        asio::co_spawn(loop, database().write([](Session& session) { insert(session, 1); }),
                       outcomes[0].token());
        asio::co_spawn(loop, database().write(endless), outcomes[1].token());
        asio::co_spawn(loop, database().write([](Session& session) { insert(session, 2); }),
                       outcomes[2].token());
        loop.poll();
    }
    loop.run();

    EXPECT_EQ(outcomes[0].error, ErrorCode());
    EXPECT_EQ(outcomes[1].error, Outage::timed_out);
    EXPECT_EQ(outcomes[2].error, ErrorCode());
    EXPECT_EQ(notes(database()), (std::set{1, 2}));
}

TEST_P(DatabaseContract, a_read_that_takes_too_long_is_broken_off_and_its_reader_lives_on) {
    reopen({.readers = 1, .act_time_max = 200ms});
    auto endless = database().read([](Session& session) {
        std::int64_t count = 0;
        auto statement = session.prepare(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM "
            "n");
        return statement.into(count).next();
    });

    EXPECT_THROW(run(std::move(endless)), system_error);
    EXPECT_EQ(run(database().read([](Session&) { return 1; })), 1);
}

/// Adds one in two steps, with room for another in between.
void add_one(Session& session) {
    int id = 0;
    session.prepare("SELECT id FROM notes").into(id).next();
    session.prepare("UPDATE notes SET id = :id").use(id + 1).run();
}

TEST_P(DatabaseContract, writes_as_if_one_after_the_other) {
    reopen({.writers = 4});
    make_table(database());
    run(database().write([](Session& session) { insert(session, 0); }));
    asio::io_context loop;
    std::array<Outcome, 40> outcomes;

    for (auto& outcome : outcomes)
        asio::co_spawn(loop, database().write(&add_one), outcome.token());
    loop.run();

    for (const auto& outcome : outcomes) EXPECT_EQ(outcome.error, ErrorCode());
    EXPECT_EQ(notes(database()), std::set{40});
}

TEST_P(DatabaseContract, a_reader_cannot_write) {
    make_table(database());

    EXPECT_THROW(run(database().read([](Session& session) { insert(session, 1); })), system_error);
    EXPECT_TRUE(notes(database()).empty());
}

TEST_P(DatabaseContract, refuses_at_once_what_it_cannot_hold) {
    reopen({.writers = 1, .waiting_max = 2});
    make_table(database());
    asio::io_context loop;
    std::array<Outcome, 3> outcomes;
    {
        HeldWriter held(database());
        for (auto& outcome : outcomes)
            asio::co_spawn(loop, database().write([](Session&) {}), outcome.token());
        loop.poll();
        EXPECT_EQ(outcomes[2].count, 1);
        EXPECT_EQ(outcomes[2].error, net::Errc::overloaded);
    }
    loop.run();

    EXPECT_EQ(outcomes[0].error, ErrorCode());
    EXPECT_EQ(outcomes[1].error, ErrorCode());
}

TEST_P(DatabaseContract, a_cancelled_caller_goes_on_once_when_its_write_is_done) {
    reopen({.writers = 1});
    make_table(database());
    asio::io_context loop;
    asio::cancellation_signal cancel;
    Outcome outcome;
    {
        HeldWriter held(database());
        auto write = database().write([](Session& session) { insert(session, 1); });
        asio::co_spawn(loop, std::move(write),
                       asio::bind_cancellation_slot(cancel.slot(), outcome.token()));
        loop.poll();
        cancel.emit(asio::cancellation_type::terminal);
        loop.poll();
        EXPECT_EQ(outcome.count, 0);
    }
    loop.run();

    EXPECT_EQ(outcome.count, 1);
    EXPECT_EQ(notes(database()), std::set{1});
}

TEST_P(DatabaseContract, finishes_what_it_has_taken_before_it_goes) {
    reopen({.writers = 1});
    make_table(database());
    asio::io_context loop;
    Outcome outcome;
    {
        HeldWriter held(database());
        asio::co_spawn(loop, database().write([](Session& session) { insert(session, 1); }),
                       outcome.token());
        loop.poll();
    }
    opened_.database.reset();
    loop.run();
    opened_.database = test::open_or_throw(opened_.config);

    EXPECT_EQ(outcome.error, ErrorCode());
    EXPECT_EQ(notes(database()), std::set{1});
}

TEST_F(SqliteDatabase, says_in_one_line_why_it_cannot_be_opened) {
    const auto unknown_scheme = Database::open({.url = "mysql://x"});
    const auto no_folder =
        Database::open({.url = "sqlite:" + opened_.folder->file("nowhere/freshet.db")});
    const auto no_database = Database::open({.url = "sqlite:" + opened_.folder->file("")});

    ASSERT_FALSE(unknown_scheme);
    EXPECT_NE(unknown_scheme.error().find("DATABASE_URL"), std::string::npos);
    ASSERT_FALSE(no_folder);
    EXPECT_NE(no_folder.error().find("nowhere/freshet.db: No such file"), std::string::npos);
    EXPECT_FALSE(no_database);
}

TEST_F(SqliteDatabase, nobody_else_can_read_its_file) {
    const auto path = opened_.config.url.substr(std::string("sqlite:").size());

    EXPECT_EQ(std::filesystem::status(path).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

INSTANTIATE_TEST_SUITE_P(On, DatabaseContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
