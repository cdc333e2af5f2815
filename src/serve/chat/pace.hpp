#pragma once

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <vector>

#include "base/clock.hpp"

namespace freshet::chat {

/// Tells of what changes often: at once, and then at most so often of each thing. Pure: takes the
/// time, tells its deadline.
template <class Key>
class Pace {
public:
    explicit Pace(std::chrono::milliseconds interval) : interval_(interval) {}

    /// Something is other than it was told.
    void note(const Key& key) { changes_[key].is_owed = true; }

    /// What is to be told now.
    [[nodiscard]] std::vector<Key> take_due(MonoTime now) {
        std::vector<Key> due;
        for (auto place = changes_.begin(); place != changes_.end();) {
            auto& change = place->second;
            if (change.free_at <= now && !change.is_owed) {
                place = changes_.erase(place);
                continue;
            }
            if (change.free_at <= now) {
                due.push_back(place->first);
                change = Change{.free_at = now + interval_, .is_owed = false};
            }
            ++place;
        }
        return due;
    }

    [[nodiscard]] std::optional<MonoTime> deadline() const {
        std::optional<MonoTime> soonest;
        for (const auto& [key, change] : changes_) {
            if (change.is_owed)
                soonest = std::min(soonest.value_or(change.free_at), change.free_at);
        }
        return soonest;
    }

private:
    struct Change {
        MonoTime free_at{};  // When it may be told again.
        bool is_owed = false;
    };

    std::chrono::milliseconds interval_;
    std::map<Key, Change> changes_;
};

}  // namespace freshet::chat
