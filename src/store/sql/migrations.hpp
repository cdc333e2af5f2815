#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "store/sql/session.hpp"

namespace freshet::sql {

/// One step from an older schema to a newer. Never changes once it has been released.
struct Migration {
    std::int64_t version = 0;  // They ascend; there may be gaps.
    std::string_view name;
    std::string_view sql;  // A statement ends with a semicolon at the end of a line.
};

/// As people name it: 0001_accounts.
[[nodiscard]] std::string label(std::int64_t version, std::string_view name);

/// Those in migrations/, which the build puts into the program: NNNN_name.sql for both kinds of
/// database, or NNNN_name.sqlite.sql and NNNN_name.postgresql.sql where no one text will do.
[[nodiscard]] std::span<const Migration> known_migrations(Dialect dialect);

/// Applies those that the database has not seen, each in a transaction of its own; what was applied
/// is always a beginning of what is known. Of several programs at once one applies, and the others
/// wait. Gives the names of what it applied. Fails, changing nothing, when the database was written
/// by a newer program or when a migration is not the one that was applied; with the reason as the
/// end of a line.
std::expected<std::vector<std::string>, std::string> migrate(Session& session,
                                                             std::span<const Migration> known,
                                                             WallTime now);

/// A migration and when it was applied, if it was.
struct MigrationState {
    std::string name;  // 0001_accounts
    std::optional<WallTime> applied_at;
};

/// All that are known, and whatever else was applied. Changes nothing.
std::vector<MigrationState> migration_states(Session& session, std::span<const Migration> known);

}  // namespace freshet::sql
