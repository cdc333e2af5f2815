#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/clock.hpp"

namespace freshet::accounts {

/// What was looked up moments ago, so that a busy client asks the database once. Guarded: used by
/// all io threads at once.
template <class Key, class Found>
class LookupCache {
public:
    struct Limits {
        // Half of the second within which what was revoked is refused.
        std::chrono::milliseconds age_max{500};
        std::size_t entries_max = 10'000;
    };

    explicit LookupCache(Limits limits) : limits_(limits) {}

    [[nodiscard]] std::optional<Found> find(const Key& key, WallTime now) {
        const std::scoped_lock lock(guard_);
        const auto entry = entries_.find(key);
        if (entry == entries_.end()) return std::nullopt;
        const auto age = now - entry->second.asked_at;
        // A clock that was set back makes an age negative: that says nothing, so ask again.
        if (age < age.zero() || age >= limits_.age_max) {
            entries_.erase(entry);
            return std::nullopt;
        }
        return entry->second.found;
    }

    /// `asked_at`: when the look-up began, so that what happened during it is not overlooked for
    /// longer.
    void put(Key key, Found found, WallTime asked_at) {
        const std::scoped_lock lock(guard_);
        if (entries_.size() >= limits_.entries_max) {
            std::erase_if(entries_, [&](const auto& entry) {
                return asked_at - entry.second.asked_at >= limits_.age_max;
            });
        }
        if (entries_.size() >= limits_.entries_max) entries_.clear();
        entries_.insert_or_assign(std::move(key),
                                  Entry{.found = std::move(found), .asked_at = asked_at});
    }

    template <class Condition>
    void forget_if(Condition condition) {
        const std::scoped_lock lock(guard_);
        std::erase_if(entries_, [&](const auto& entry) { return condition(entry.second.found); });
    }

private:
    struct Entry {
        Found found;
        WallTime asked_at;
    };

    Limits limits_;
    std::mutex guard_;
    std::unordered_map<Key, Entry> entries_;
};

}  // namespace freshet::accounts
