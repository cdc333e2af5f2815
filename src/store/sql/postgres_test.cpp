#include "store/sql/postgres.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/outage.hpp"
#include "store/sql/test_database.hpp"

namespace freshet::sql {
namespace {

using namespace std::chrono_literals;
using boost::system::system_error;
using test::run;
using ::testing::HasSubstr;
using ::testing::Not;

std::string setting(Session& session, std::string_view name) {
    std::string value;
    session.prepare("SELECT current_setting(:name)").use(name).into(value).next();
    return value;
}

/// A server of the test's own, that it may stop.
class Postgres : public testing::Test {
protected:
    std::unique_ptr<Session> open() {
        return open_postgres({.url = url_, .act_time_max = 5s}).value();
    }

    test::PostgresServer& server_ = test::PostgresServer::of_this_process();
    std::string name_ = server_.create_empty_database();
    std::string url_ = server_.url(name_);
};

TEST_F(Postgres, is_told_what_a_session_of_ours_needs) {
    const auto session = open();

    EXPECT_EQ(setting(*session, "application_name"), "freshet");
    EXPECT_EQ(setting(*session, "client_encoding"), "UTF8");
    EXPECT_EQ(setting(*session, "statement_timeout"), "5s");
    EXPECT_EQ(setting(*session, "lock_timeout"), "5s");
    EXPECT_EQ(setting(*session, "idle_in_transaction_session_timeout"), "50s");
}

TEST_F(Postgres, brings_commits_to_disk_even_where_it_would_rather_be_quick) {
    server_.execute("ALTER DATABASE " + name_ + " SET synchronous_commit = off");

    EXPECT_EQ(setting(*open(), "synchronous_commit"), "on");
}

TEST_F(Postgres, writes_as_if_one_after_the_other_and_reads_one_view) {
    const auto session = open();

    session->begin_write();
    EXPECT_EQ(setting(*session, "transaction_isolation"), "serializable");
    session->rollback();
    session->begin_read();
    EXPECT_EQ(setting(*session, "transaction_isolation"), "repeatable read");
    EXPECT_EQ(setting(*session, "transaction_read_only"), "on");
    session->rollback();
}

// The server would take the COMMIT for a ROLLBACK, and call it a success.
TEST_F(Postgres, does_not_commit_what_failed_on_the_way) {
    const auto session = open();
    session->begin_write();
    EXPECT_ANY_THROW(session->execute("INSERT INTO nowhere VALUES (1)"));

    EXPECT_THROW(session->commit(), system_error);
    EXPECT_TRUE(session->in_transaction());
    session->rollback();
    EXPECT_FALSE(session->in_transaction());
}

TEST_F(Postgres, refuses_text_that_it_could_not_keep) {
    const auto session = open();
    const auto keep = [&](std::string_view text) {
        std::string kept;
        session->prepare("SELECT CAST(:text AS TEXT)").use(text).into(kept).next();
        return kept;
    };

    EXPECT_EQ(keep("\xc3\xa9 ':x' \\ \" $1"), "\xc3\xa9 ':x' \\ \" $1");
    EXPECT_THROW(keep("\xff"), std::invalid_argument);
    EXPECT_THROW(keep(std::string_view("a\0b", 3)), std::invalid_argument);
}

TEST_F(Postgres, that_cannot_be_reached_is_told_in_one_line_without_the_password) {
    for (const auto* url : {"postgresql://ada:hunter2@127.0.0.1:1/live",
                            "postgresql://ada:hunter2/@127.0.0.1:1/live"}) {
        const auto opened = open_postgres({.url = url, .act_time_max = 5s});

        ASSERT_FALSE(opened);
        EXPECT_THAT(opened.error(), HasSubstr("ada:********@127.0.0.1:1/live"));
        EXPECT_THAT(opened.error(), Not(HasSubstr("hunter2")));
        EXPECT_THAT(opened.error(), Not(HasSubstr("\n")));
    }
}

// What does not get better by waiting is told at once.
TEST_F(Postgres, that_has_no_such_database_is_not_waited_for) {
    const auto begun = mono_now();

    const auto opened =
        open_postgres({.url = server_.url("nobody"), .act_time_max = 5s, .patience = 30s});

    ASSERT_FALSE(opened);
    EXPECT_THAT(opened.error(), HasSubstr("'nobody' does not exist"));
    EXPECT_LT(mono_now() - begun, 10s);
}

}  // namespace
}  // namespace freshet::sql
