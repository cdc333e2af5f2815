#pragma once

#include <chrono>
#include <expected>
#include <memory>
#include <string>

#include "store/sql/session.hpp"

namespace freshet::sql {

struct PostgresConfig {
    std::string url;                         // postgresql://user:password@host:5432/database
    std::chrono::milliseconds act_time_max;  // Of a statement, and of a wait for a lock.
    std::chrono::milliseconds patience{0};   // With a server that is not there yet.
};

/// Connects to a PostgreSQL server. Fails with one line that says why, without the password. After
/// that, a connection that was lost is found so at the next begin_: where nothing had been done on
/// it, it is made anew there and then.
std::expected<std::unique_ptr<Session>, std::string> open_postgres(const PostgresConfig& config);

}  // namespace freshet::sql
