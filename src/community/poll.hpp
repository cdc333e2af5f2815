#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"

namespace freshet::community {

struct PollOption {
    std::string text;
    std::uint64_t votes = 0;

    bool operator==(const PollOption&) const = default;
};

/// A question to all who are in a room, and what they have answered.
struct Poll {
    PollId id;
    StreamId stream;
    std::string question;
    std::vector<PollOption> options{};
    std::optional<WallTime> ends_at{};   // By itself; none: when somebody ends it.
    std::optional<WallTime> ended_at{};  // When somebody did.
    WallTime started_at{};

    [[nodiscard]] bool is_over(WallTime now) const {
        return ended_at.has_value() || (ends_at && *ends_at <= now);
    }

    bool operator==(const Poll&) const = default;
};

}  // namespace freshet::community
