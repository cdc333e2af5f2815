#pragma once

#include <sys/types.h>
#include <vector>

#include "base/clock.hpp"

namespace freshet::bench {

/// What processes have cost so far: the run time of all their threads as the scheduler counts it,
/// to the nanosecond
/// (/proc/PID/task/TID/schedstat), and the memory that they hold (VmRSS). A process that is gone
/// costs nothing.
struct ProcessCost {
    double cpu_s = 0;
    double resident_kb = 0;
};

[[nodiscard]] ProcessCost cost_of(const std::vector<pid_t>& processes);

}  // namespace freshet::bench
