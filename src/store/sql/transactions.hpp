#pragma once

#include <chrono>
#include <vector>

#include "store/sql/act_totals.hpp"
#include "store/sql/session.hpp"
#include "store/sql/work_queue.hpp"

namespace freshet::sql {

/// Runs all of it in one transaction, a savepoint each, commits once (one fsync), then tells each
/// its outcome. One that throws or wants to be undone does not touch the others. If the transaction
/// as a whole is lost (to an act that took too long, or to a failing commit), each is run again in
/// a transaction of its own. One that is alone is run again after a conflict, until its time is
/// over. Nothing is run again when the connection was lost: it may have been committed.
void write_all(Session& session, std::vector<Work> group, std::chrono::milliseconds act_time_max,
               ActTotals& totals);

/// Runs it on one consistent view of the database, then tells its outcome.
void read_one(Session& session, Work work, std::chrono::milliseconds act_time_max,
              ActTotals& totals);

/// Tells it that it will not be run.
void refuse(Work& work, std::exception_ptr why, ActTotals& totals);

}  // namespace freshet::sql
