#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "community/poll.hpp"

namespace freshet::community {

/// Polls as they were counted last, so that a thousand votes in a second do not count a thousand
/// times. From any thread.
class PollCounts {
public:
    static constexpr std::chrono::milliseconds kept{1000};
    static constexpr std::size_t count_max = 1000;

    /// As it was within the last second. None: whoever asked counts it now, and others go on with
    /// what there was until that is noted.
    std::optional<Poll> recent(PollId id, WallTime now);

    /// What was counted no earlier than `at`. What is older than what is known changes nothing.
    void note(const Poll& poll, WallTime at);

private:
    struct Counted {
        Poll poll;
        WallTime at;
    };

    std::mutex mutex_;
    std::map<PollId, Counted> polls_;
};

}  // namespace freshet::community
