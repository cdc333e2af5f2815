#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "store/sql/session.hpp"

namespace freshet::sql {

/// One step from an older schema to a newer. Never changes once it has been released.
struct Migration {
    std::int64_t version = 0;  // 1, 2, 3, without a gap.
    std::string_view name;
    std::string_view sql;  // A statement ends with a semicolon at the end of a line.
};

/// Those in migrations/, which the build puts into the program.
[[nodiscard]] std::span<const Migration> known_migrations();

/// Applies those that the database has not seen, each in a transaction of its own. Fails, changing
/// nothing, when it was written by a newer program or when a migration is not the one that was
/// applied; with the reason as the end of a line.
std::expected<void, std::string> migrate(Session& session, std::span<const Migration> known,
                                         WallTime now);

}  // namespace freshet::sql
