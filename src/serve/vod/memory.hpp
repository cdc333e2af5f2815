#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "base/clock.hpp"

namespace freshet::vod {

/// What takes a while to find out, remembered for a moment: what was used last stays longest.
/// Guarded: from any thread.
template <class Key, class Value>
class Memory {
public:
    struct Limits {
        /// After this one asker is told to look anew; the others go by what is known,
        std::chrono::milliseconds fresh = std::chrono::seconds(5);
        std::chrono::milliseconds life = std::chrono::seconds(10);  // but not for longer than this.
        /// For so long it is still remembered for when there is no way to look.
        std::chrono::milliseconds kept = std::chrono::seconds(10);
        std::size_t weight_max = 4096;  // Of all together.
    };

    using Ptr = std::shared_ptr<const Value>;

    explicit Memory(Limits limits) : limits_(limits) {}

    /// Whoever looks takes this before.
    struct Age {
        std::uint64_t forgotten = 0;
    };
    [[nodiscard]] Age age() const {
        const std::lock_guard lock(mutex_);
        return {forgotten_};
    }

    /// Null: look, and `keep` what is found.
    [[nodiscard]] Ptr find(const Key& key, MonoTime now) {
        const std::lock_guard lock(mutex_);
        const auto found = places_.find(key);
        if (found == places_.end()) return nullptr;
        auto& entry = *found->second;
        if (entry.kept_at + limits_.life <= now) return nullptr;
        entries_.splice(entries_.begin(), entries_, found->second);
        if (entry.look_at <= now) {
            entry.look_at = entry.kept_at + limits_.life;  // The others need not.
            return nullptr;
        }
        return entry.value;
    }

    /// What was known, even when its life is over; null: nothing that is good for anything.
    [[nodiscard]] Ptr recall(const Key& key, MonoTime now) const {
        const std::lock_guard lock(mutex_);
        const auto found = places_.find(key);
        if (found == places_.end() || found->second->kept_at + limits_.kept <= now) return nullptr;
        return found->second->value;
    }

    /// Unless something has been forgotten since that age: then it may be what was.
    void keep(const Key& key, Ptr value, Age age, MonoTime now, std::size_t weight = 1) {
        const std::lock_guard lock(mutex_);
        if (age.forgotten != forgotten_) return;
        drop(key);
        entries_.push_front({.key = key,
                             .value = std::move(value),
                             .kept_at = now,
                             .look_at = now + limits_.fresh,
                             .weight = weight});
        places_.emplace(key, entries_.begin());
        weight_ += weight;
        while (weight_ > limits_.weight_max) drop(Key(entries_.back().key));
    }

    void forget(const Key& key) {
        const std::lock_guard lock(mutex_);
        ++forgotten_;
        drop(key);
    }

    /// All for which it is true.
    template <class Predicate>
    void forget_if(Predicate predicate) {
        const std::lock_guard lock(mutex_);
        ++forgotten_;
        drop_if([&](const Entry& entry) { return predicate(entry.key); });
    }

    /// Lets go of what is good for nothing any more. To be called every few seconds.
    void sweep(MonoTime now) {
        const std::lock_guard lock(mutex_);
        drop_if([&](const Entry& entry) { return entry.kept_at + limits_.kept <= now; });
    }

    [[nodiscard]] std::size_t size() const {
        const std::lock_guard lock(mutex_);
        return entries_.size();
    }

private:
    struct Entry {
        Key key;
        Ptr value;
        MonoTime kept_at;
        MonoTime look_at;  // When somebody is to look anew.
        std::size_t weight = 1;
    };

    void drop(const Key& key) {
        const auto found = places_.find(key);
        if (found == places_.end()) return;
        weight_ -= found->second->weight;
        entries_.erase(found->second);
        places_.erase(found);
    }

    template <class Predicate>
    void drop_if(Predicate predicate) {
        for (auto next = entries_.begin(); next != entries_.end();) {
            const auto current = next++;
            if (predicate(*current)) drop(Key(current->key));
        }
    }

    const Limits limits_;
    mutable std::mutex mutex_;
    std::uint64_t forgotten_ = 0;
    std::list<Entry> entries_;  // What was used last comes first.
    std::map<Key, typename std::list<Entry>::iterator> places_;
    std::size_t weight_ = 0;
};

}  // namespace freshet::vod
