#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace freshet::sql {

/// What the reads, or the writes, of a database have come to so far. Counted by its threads, read
/// by any.
struct ActTotals {
    std::atomic<std::uint64_t> acts = 0;          // That were told an outcome.
    std::atomic<std::uint64_t> failures = 0;      // Of these: that threw, or were not taken at all.
    std::atomic<std::uint64_t> retries = 0;       // After a conflict with another.
    std::atomic<std::uint64_t> transactions = 0;  // That were committed.
    std::atomic<std::uint64_t> busy_ns = 0;       // Within transactions.
};

/// Adds the time of its life.
class BusyTime {
public:
    explicit BusyTime(ActTotals& totals) : totals_(totals) {}
    ~BusyTime() {
        const std::chrono::nanoseconds passed = std::chrono::steady_clock::now() - begun_;
        totals_.busy_ns += static_cast<std::uint64_t>(passed.count());
    }
    BusyTime(const BusyTime&) = delete;
    BusyTime& operator=(const BusyTime&) = delete;

private:
    ActTotals& totals_;
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

}  // namespace freshet::sql
