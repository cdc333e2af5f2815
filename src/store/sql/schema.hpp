#pragma once

#include <expected>
#include <string>
#include <vector>

#include "store/sql/database.hpp"
#include "store/sql/migrations.hpp"

namespace freshet::sql {

/// Brings the database to the newest schema, as Database::open does; gives the names of the
/// migrations that it applied. Fails with one line that says why.
std::expected<std::vector<std::string>, std::string> upgrade_schema(const Database::Config& config);

/// How far the schema is. A database that is not there has nothing applied, and is not made.
std::expected<std::vector<MigrationState>, std::string> schema_states(
    const Database::Config& config);

}  // namespace freshet::sql
