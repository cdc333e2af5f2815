#pragma once

#include <sys/types.h>

#include "base/result.hpp"
#include "net/child_process.hpp"
#include "net/descriptor.hpp"

namespace freshet::net {

/// A child process and what leads to it. Whoever holds it reaps it: its destructor kills what has
/// not been reaped.
struct Newborn {
    Newborn() = default;
    Newborn(Newborn&& other) noexcept;
    Newborn& operator=(Newborn&&) = delete;
    ~Newborn();

    void signal_all(int signal) const;  // To the whole group, while there is one.

    /// Waits for the leader, which is about to end, after killing what else is in its group.
    struct Reaped {
        int status = 0;
        std::chrono::microseconds cpu_time{};
    };
    Reaped reap();

    pid_t pid = -1;  // Below 0: there is none, or it was reaped.
    Descriptor pidfd{};
    Descriptor output{};
    Descriptor errors{};
};

/// Forks and executes. Blocks for as long as that takes; from any thread that stays.
Result<Newborn> give_birth(const ChildSpec& spec);

}  // namespace freshet::net
