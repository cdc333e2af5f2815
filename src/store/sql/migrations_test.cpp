#include "store/sql/migrations.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include <gtest/gtest.h>

#include "store/sql/open_session.hpp"
#include "store/sql/test_database.hpp"

namespace freshet::sql {
namespace {

constexpr WallTime noon{std::chrono::milliseconds(1'800'000'000'000)};
constexpr Migration first{1, "first",
                          "CREATE TABLE a (id BIGINT PRIMARY KEY);\nINSERT INTO a VALUES (1);\n"};
constexpr Migration second{2, "second", "-- Adds.\nALTER TABLE a ADD COLUMN b TEXT;\n"};
constexpr Migration broken{2, "broken",
                           "INSERT INTO a VALUES (2);\nINSERT INTO nowhere VALUES (1);\n"};

/// A database of either kind in which nothing has been done.
struct EmptyDatabase {
    std::unique_ptr<test::TempFolder> folder;
    std::shared_ptr<void> server_side;
    Database::Config config;
};

EmptyDatabase empty_sqlite() {
    auto folder = std::make_unique<test::TempFolder>();
    const auto url = "sqlite:" + folder->file("test.db");
    return {.folder = std::move(folder), .server_side = {}, .config = {.url = url}};
}

EmptyDatabase empty_postgres() {
    auto& server = test::PostgresServer::of_this_process();
    const auto name = server.create_empty_database();
    return {.folder = {},
            .server_side = std::shared_ptr<void>(
                nullptr, [&server, name](void*) { server.drop_database(name); }),
            .config = {.url = server.url(name)}};
}

class MigrationsContract : public testing::TestWithParam<EmptyDatabase (*)()> {
protected:
    auto apply(std::initializer_list<Migration> known) {
        return migrate(*session_, std::span(known.begin(), known.size()), noon);
    }

    auto states(std::initializer_list<Migration> known) {
        return migration_states(*session_, std::span(known.begin(), known.size()));
    }

    std::int64_t count(std::string_view sql) {
        std::int64_t rows = 0;
        session_->prepare(sql).into(rows).next();
        return rows;
    }

    EmptyDatabase database_ = GetParam()();
    std::unique_ptr<Session> session_ = open_session(database_.config, Access::read_write).value();
};

TEST_P(MigrationsContract, are_applied_once_and_in_order) {
    EXPECT_TRUE(apply({first}));
    EXPECT_TRUE(apply({first, second}));
    EXPECT_TRUE(apply({first, second}));

    EXPECT_EQ(count("SELECT COUNT(*) FROM a WHERE b IS NULL"), 1);
    EXPECT_EQ(count("SELECT COUNT(*) FROM schema_migrations WHERE version IN (1, 2)"), 2);
}

TEST_P(MigrationsContract, are_applied_whole_or_not_at_all) {
    const auto applied = apply({first, broken});

    ASSERT_FALSE(applied);
    EXPECT_NE(applied.error().find("nowhere"), std::string::npos);
    EXPECT_EQ(count("SELECT COUNT(*) FROM a"), 1);
    EXPECT_EQ(count("SELECT COUNT(*) FROM schema_migrations"), 1);
    EXPECT_TRUE(apply({first, second}));
}

TEST_P(MigrationsContract, of_a_newer_program_stop_an_older_one) {
    ASSERT_TRUE(apply({first, second}));

    const auto applied = apply({first});

    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error(),
              "a newer Freshet has written it (0002_second); start that one, or restore a backup");
}

TEST_P(MigrationsContract, that_were_changed_after_they_were_applied_stop_the_program) {
    ASSERT_TRUE(apply({first}));

    const auto applied = apply({{1, "first", "CREATE TABLE a (id TEXT PRIMARY KEY);\n"}, second});

    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error(), "its migration 0001_first is not the one of this program");
}

TEST_P(MigrationsContract, may_leave_numbers_out_but_are_always_a_beginning_of_what_is_known) {
    constexpr Migration fifth{5, "fifth", "CREATE TABLE e (id BIGINT PRIMARY KEY);\n"};
    ASSERT_TRUE(apply({first, fifth}));

    const auto applied = apply({first, second, fifth});

    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error(), "its migration 0005_fifth is not the one of this program");
}

TEST_P(MigrationsContract, tell_what_they_did) {
    EXPECT_EQ(apply({first, second}), (std::vector<std::string>{"0001_first", "0002_second"}));
    EXPECT_EQ(apply({first, second}), std::vector<std::string>{});
}

TEST_P(MigrationsContract, tell_how_far_a_database_is_without_changing_it) {
    EXPECT_FALSE(states({first})[0].applied_at);
    ASSERT_TRUE(apply({first}));

    const auto told = states({first, second});

    ASSERT_EQ(told.size(), 2u);
    EXPECT_EQ(told[0].name, "0001_first");
    EXPECT_EQ(told[0].applied_at, noon);
    EXPECT_EQ(told[1].name, "0002_second");
    EXPECT_FALSE(told[1].applied_at);
    EXPECT_EQ(count("SELECT COUNT(*) FROM schema_migrations"), 1);
}

TEST_P(MigrationsContract, of_several_programs_at_once_are_applied_by_one) {
    constexpr Migration slow{2, "slow", "INSERT INTO a SELECT id + 1 FROM a;\n"};
    const std::array known{first, slow};
    std::array<std::expected<std::vector<std::string>, std::string>, 4> done;
    {
        std::vector<std::jthread> programs;
        for (auto& one : done) {
            programs.emplace_back([&] {
                const auto session = open_session(database_.config, Access::read_write).value();
                one = migrate(*session, known, noon);
            });
        }
    }

    std::size_t applied = 0;
    for (const auto& one : done) {
        ASSERT_TRUE(one) << one.error();
        applied += one->size();
    }
    EXPECT_EQ(applied, 2u);
    EXPECT_EQ(count("SELECT COUNT(*) FROM a"), 2);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, MigrationsContract, testing::Values(&empty_sqlite));
INSTANTIATE_TEST_SUITE_P(Postgresql, MigrationsContract, testing::Values(&empty_postgres));

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Migrations, of_the_program_are_those_of_the_folder) {
    const std::filesystem::path folder(FRESHET_SOURCE_DIR "/src/store/sql/migrations");
    for (const auto& [dialect, suffix] : {std::pair{Dialect::sqlite, ".sqlite.sql"},
                                          std::pair{Dialect::postgresql, ".postgresql.sql"}}) {
        std::int64_t version = 0;
        for (const auto& migration : known_migrations(dialect)) {
            EXPECT_GT(migration.version, version);
            version = migration.version;
            auto number = std::to_string(version);
            number.insert(0, 4 - number.size(), '0');
            const auto name = number + "_" + std::string(migration.name);
            const auto sql = text_of(folder / (name + ".sql")) + text_of(folder / (name + suffix));
            EXPECT_EQ(migration.sql, sql) << migration.name;
            EXPECT_TRUE(sql.ends_with(";\n")) << migration.name;
        }
    }
}

TEST(Migrations, have_the_same_names_on_every_database) {
    const auto here = known_migrations(Dialect::sqlite);
    const auto there = known_migrations(Dialect::postgresql);

    ASSERT_EQ(here.size(), there.size());
    for (std::size_t i = 0; i < here.size(); ++i) {
        EXPECT_EQ(here[i].version, there[i].version);
        EXPECT_EQ(here[i].name, there[i].name);
    }
}

}  // namespace
}  // namespace freshet::sql
