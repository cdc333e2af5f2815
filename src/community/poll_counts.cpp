#include "community/poll_counts.hpp"

#include <algorithm>

namespace freshet::community {

std::optional<Poll> PollCounts::recent(PollId id, WallTime now) {
    const std::lock_guard lock(mutex_);
    const auto found = polls_.find(id);
    if (found == polls_.end()) return std::nullopt;
    auto& counted = found->second;
    // A clock that was set back makes nothing new for longer than it is.
    if (counted.at <= now && now < counted.at + kept) return counted.poll;
    counted.at = now;
    return std::nullopt;
}

void PollCounts::note(const Poll& poll, WallTime at) {
    const std::lock_guard lock(mutex_);
    const auto found = polls_.find(poll.id);
    if (found != polls_.end()) {
        if (found->second.at <= at) found->second = {.poll = poll, .at = at};
        return;
    }
    if (polls_.size() >= count_max) {
        const auto at_of = [](const auto& entry) { return entry.second.at; };
        polls_.erase(std::ranges::min_element(polls_, {}, at_of));
    }
    polls_.emplace(poll.id, Counted{.poll = poll, .at = at});
}

}  // namespace freshet::community
