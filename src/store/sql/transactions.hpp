#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <vector>

#include "store/sql/session.hpp"
#include "store/sql/work_queue.hpp"

namespace freshet::sql {

/// Runs all of it in one transaction, a savepoint each, commits once (one fsync), then tells each
/// its outcome. One that throws or wants to be undone does not touch the others. If the transaction
/// as a whole is lost (to an act that took too long, or to a failing commit), each is run again in
/// a transaction of its own. `committed` counts transactions, each before its outcomes are told.
void write_all(Session& session, std::vector<Work> group, std::chrono::milliseconds act_time_max,
               std::atomic<std::uint64_t>& committed);

/// Runs it on one consistent view of the database, then tells its outcome.
void read_one(Session& session, Work work, std::chrono::milliseconds act_time_max);

}  // namespace freshet::sql
