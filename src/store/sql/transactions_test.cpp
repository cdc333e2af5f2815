#include "store/sql/transactions.hpp"

#include <gtest/gtest.h>

#include "store/sql/sqlite.hpp"
#include "store/sql/test_database.hpp"

namespace freshet::sql {
namespace {

using namespace std::chrono_literals;

std::int64_t number(Session& session, std::string_view sql) {
    std::int64_t value = -1;
    session.prepare(sql).into(value).next();
    return value;
}

std::string text(Session& session, std::string_view sql) {
    std::string value;
    session.prepare(sql).into(value).next();
    return value;
}

class TransactionsTest : public testing::Test {
protected:
    TransactionsTest() { writer_->execute("CREATE TABLE notes (id BIGINT PRIMARY KEY)"); }

    std::int64_t visible_notes() { return number(*reader_, "SELECT COUNT(*) FROM notes"); }

    static Act insert(int id) {
        return [id](Session& session) {
            session.prepare("INSERT INTO notes (id) VALUES (:id)").use(id).run();
            return true;
        };
    }

    test::TempFolder folder_;
    std::unique_ptr<Session> writer_ =
        open_sqlite(folder_.file("test.db"), Access::read_write).value();
    std::unique_ptr<Session> reader_ =
        open_sqlite(folder_.file("test.db"), Access::read_only).value();
    ActTotals totals_;
};

TEST_F(TransactionsTest, tell_an_outcome_only_when_others_can_see_what_was_written) {
    std::vector<std::int64_t> seen;
    std::vector<Work> group;
    for (int id = 1; id <= 3; ++id) {
        auto done = [&](const std::exception_ptr&) { seen.push_back(visible_notes()); };
        group.push_back({.act = insert(id), .done = done});
    }

    write_all(*writer_, std::move(group), 1s, totals_);

    EXPECT_EQ(seen, (std::vector<std::int64_t>{3, 3, 3}));
    EXPECT_EQ(totals_.transactions, 1u);
}

TEST_F(TransactionsTest, let_go_of_what_an_act_held_before_its_caller_goes_on) {
    auto held = std::make_shared<int>(1);
    long holders = 0;
    Work work{.act = [held](Session&) { return true; },
              .done = [&](const std::exception_ptr&) { holders = held.use_count(); }};
    std::vector<Work> group;
    group.push_back(std::move(work));

    write_all(*writer_, std::move(group), 1s, totals_);

    EXPECT_EQ(holders, 1);
}

TEST_F(TransactionsTest, tell_everybody_when_none_can_begin) {
    writer_->begin_write();  // A second one within it fails.
    int failures = 0;
    std::vector<Work> group;
    for (int id = 1; id <= 2; ++id) {
        auto done = [&](const std::exception_ptr& failure) { failures += failure ? 1 : 0; };
        group.push_back({.act = insert(id), .done = done});
    }

    write_all(*writer_, std::move(group), 1s, totals_);

    EXPECT_EQ(failures, 2);
    EXPECT_EQ(totals_.transactions, 0u);
}

TEST(Sqlite, keeps_what_is_committed_through_power_loss) {
    test::TempFolder folder;
    const auto session = open_sqlite(folder.file("a path.db"), Access::read_write).value();

    EXPECT_EQ(text(*session, "PRAGMA journal_mode"), "wal");
    EXPECT_EQ(number(*session, "PRAGMA synchronous"), 2);  // FULL: a commit waits for the disk.
    EXPECT_EQ(number(*session, "PRAGMA foreign_keys"), 1);
}

}  // namespace
}  // namespace freshet::sql
