#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "accounts/session.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"

namespace freshet::accounts {

/// Sessions that were looked up moments ago, so that a busy page asks the database once. Guarded:
/// used by all io threads at once.
class SessionCache {
public:
    struct Limits {
        // Half of the second within which a revoked session is refused.
        std::chrono::milliseconds age_max{500};
        std::size_t sessions_max = 10'000;
    };

    explicit SessionCache(Limits limits);

    [[nodiscard]] std::optional<SessionWithUser> find(SessionId id, WallTime now);

    /// `asked_at`: when the look-up began, so that what happened during it is not overlooked for
    /// longer.
    void put(SessionWithUser found, WallTime asked_at);

    void forget(SessionId id);

private:
    struct Entry {
        SessionWithUser found;
        WallTime asked_at;
    };

    Limits limits_;
    std::mutex guard_;
    std::unordered_map<SessionId, Entry> entries_;
};

}  // namespace freshet::accounts
