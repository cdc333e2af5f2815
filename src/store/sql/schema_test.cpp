#include "store/sql/schema.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "store/sql/test_database.hpp"

namespace freshet::sql {
namespace {

bool is_applied(const MigrationState& state) { return state.applied_at.has_value(); }

std::size_t files_in(const test::TempFolder& folder) {
    const auto files = std::filesystem::directory_iterator(folder.file(""));
    return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

TEST(Schema, of_a_database_that_is_not_there_is_pending_and_nothing_is_made) {
    const test::TempFolder folder;
    const Database::Config config{.url = "sqlite:" + folder.file("freshet.db")};

    const auto states = schema_states(config);

    ASSERT_TRUE(states);
    EXPECT_EQ(states->size(), known_migrations(Dialect::sqlite).size());
    EXPECT_TRUE(std::ranges::none_of(*states, is_applied));
    EXPECT_EQ(files_in(folder), 0u);
}

TEST(Schema, is_upgraded_once_and_looked_at_without_a_trace) {
    const test::TempFolder folder;
    const Database::Config config{.url = "sqlite:" + folder.file("freshet.db")};

    EXPECT_EQ(upgrade_schema(config).value().size(), known_migrations(Dialect::sqlite).size());
    EXPECT_TRUE(upgrade_schema(config).value().empty());
    EXPECT_TRUE(std::ranges::all_of(schema_states(config).value(), is_applied));
    EXPECT_EQ(files_in(folder), 1u);
}

TEST(Schema, of_a_server_that_is_away_is_told_in_one_line) {
    const auto states =
        schema_states({.url = "postgresql://ada:hunter2@127.0.0.1:1/live", .patience = {}});

    ASSERT_FALSE(states);
    EXPECT_EQ(states.error().find("hunter2"), std::string::npos);
    EXPECT_EQ(states.error().find('\n'), std::string::npos);
}

}  // namespace
}  // namespace freshet::sql
