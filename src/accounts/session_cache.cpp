#include "accounts/session_cache.hpp"

#include <utility>

namespace freshet::accounts {

SessionCache::SessionCache(Limits limits) : limits_(limits) {}

std::optional<SessionWithUser> SessionCache::find(SessionId id, WallTime now) {
    const std::scoped_lock lock(guard_);
    const auto entry = entries_.find(id);
    if (entry == entries_.end()) return std::nullopt;
    const auto age = now - entry->second.asked_at;
    // A clock that was set back makes an age negative: that says nothing, so the database is asked.
    if (age < age.zero() || age >= limits_.age_max) {
        entries_.erase(entry);
        return std::nullopt;
    }
    return entry->second.found;
}

void SessionCache::put(SessionWithUser found, WallTime asked_at) {
    const std::scoped_lock lock(guard_);
    if (entries_.size() >= limits_.sessions_max) {
        std::erase_if(entries_, [&](const auto& entry) {
            return asked_at - entry.second.asked_at >= limits_.age_max;
        });
    }
    if (entries_.size() >= limits_.sessions_max) entries_.clear();
    const auto id = found.session.id;
    entries_.insert_or_assign(id, Entry{.found = std::move(found), .asked_at = asked_at});
}

void SessionCache::forget(SessionId id) {
    const std::scoped_lock lock(guard_);
    entries_.erase(id);
}

}  // namespace freshet::accounts
