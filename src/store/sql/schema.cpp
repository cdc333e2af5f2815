#include "store/sql/schema.hpp"

#include <filesystem>
#include <string_view>

#include <boost/system/system_error.hpp>
#include <soci/error.h>

#include "store/sql/open_session.hpp"
#include "store/sql/postgres_url.hpp"

namespace freshet::sql {

namespace {

constexpr std::string_view sqlite_scheme = "sqlite:";

std::unexpected<std::string> cannot_use(const Database::Config& config, const std::string& why) {
    return std::unexpected("cannot use the database " + masked_url(config.url) + ": " + why);
}

std::vector<MigrationState> nothing_applied(Dialect dialect) {
    std::vector<MigrationState> states;
    for (const auto& migration : known_migrations(dialect))
        states.push_back({.name = label(migration.version, migration.name), .applied_at = {}});
    return states;
}

bool is_file_to_be_made(std::string_view url) {
    return url.starts_with(sqlite_scheme) &&
           !std::filesystem::exists(url.substr(sqlite_scheme.size()));
}

}  // namespace

std::expected<std::vector<std::string>, std::string> upgrade_schema(
    const Database::Config& config) {
    const auto session = open_session(config, Access::read_write);
    if (!session) return std::unexpected(session.error());
    auto done = migrate(**session, known_migrations((*session)->dialect()), wall_now());
    if (!done) return cannot_use(config, done.error());
    return done;
}

std::expected<std::vector<MigrationState>, std::string> schema_states(
    const Database::Config& config) {
    if (is_file_to_be_made(config.url)) return nothing_applied(Dialect::sqlite);
    const auto session = open_session(config, Access::look);
    if (!session) return std::unexpected(session.error());
    try {
        return migration_states(**session, known_migrations((*session)->dialect()));
    } catch (const soci::soci_error& error) {  // The library's only way to say it.
        return cannot_use(config, error.get_error_message());
    }
}

}  // namespace freshet::sql
