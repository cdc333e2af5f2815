#include "store/sql/migrations.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "store/sql/sqlite.hpp"
#include "store/sql/test_database.hpp"

namespace freshet::sql {
namespace {

constexpr WallTime noon{std::chrono::milliseconds(1'800'000'000'000)};
constexpr Migration first{1, "first",
                          "CREATE TABLE a (id BIGINT PRIMARY KEY);\nINSERT INTO a VALUES (1);\n"};
constexpr Migration second{2, "second", "-- Adds.\nALTER TABLE a ADD COLUMN b TEXT;\n"};
constexpr Migration broken{2, "broken",
                           "INSERT INTO a VALUES (2);\nINSERT INTO nowhere VALUES (1);\n"};

class MigrationsTest : public testing::Test {
protected:
    auto apply(std::initializer_list<Migration> known) {
        return migrate(*session_, std::span(known.begin(), known.size()), noon);
    }

    std::int64_t count(std::string_view sql) {
        std::int64_t rows = 0;
        session_->prepare(sql).into(rows).next();
        return rows;
    }

    test::TempFolder folder_;
    std::unique_ptr<Session> session_ =
        open_sqlite(folder_.file("test.db"), Access::read_write).value();
};

TEST_F(MigrationsTest, are_applied_once_and_in_order) {
    EXPECT_TRUE(apply({first}));
    EXPECT_TRUE(apply({first, second}));
    EXPECT_TRUE(apply({first, second}));

    EXPECT_EQ(count("SELECT COUNT(*) FROM a WHERE b IS NULL"), 1);
    EXPECT_EQ(count("SELECT COUNT(*) FROM schema_migrations WHERE version IN (1, 2)"), 2);
}

TEST_F(MigrationsTest, are_applied_whole_or_not_at_all) {
    const auto applied = apply({first, broken});

    ASSERT_FALSE(applied);
    EXPECT_NE(applied.error().find("nowhere"), std::string::npos);
    EXPECT_EQ(count("SELECT COUNT(*) FROM a"), 1);
    EXPECT_EQ(count("SELECT COUNT(*) FROM schema_migrations"), 1);
    EXPECT_TRUE(apply({first, second}));
}

TEST_F(MigrationsTest, of_a_newer_program_stop_an_older_one) {
    ASSERT_TRUE(apply({first, second}));

    const auto applied = apply({first});

    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error(),
              "a newer Freshet has written it (0002_second); start that one, or restore a backup");
}

TEST_F(MigrationsTest, that_were_changed_after_they_were_applied_stop_the_program) {
    ASSERT_TRUE(apply({first}));

    const auto applied = apply({{1, "first", "CREATE TABLE a (id TEXT PRIMARY KEY);\n"}, second});

    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error(), "its migration 0001_first is not the one of this program");
}

TEST_F(MigrationsTest, of_the_program_are_those_of_the_folder) {
    std::int64_t version = 0;
    for (const auto& migration : known_migrations()) {
        EXPECT_EQ(migration.version, ++version);
        auto number = std::to_string(version);
        number.insert(0, 4 - number.size(), '0');
        std::ifstream file(std::string(FRESHET_SOURCE_DIR "/src/store/sql/migrations/") + number +
                           "_" + std::string(migration.name) + ".sql");
        const std::string sql(std::istreambuf_iterator<char>(file), {});
        EXPECT_EQ(migration.sql, sql) << migration.name;
        EXPECT_TRUE(sql.ends_with(";\n")) << migration.name;
    }
    const auto files =
        std::filesystem::directory_iterator(FRESHET_SOURCE_DIR "/src/store/sql/migrations");
    EXPECT_EQ(version, std::distance(begin(files), end(files)));
}

}  // namespace
}  // namespace freshet::sql
