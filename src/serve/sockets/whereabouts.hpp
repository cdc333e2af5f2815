#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace freshet::sockets {

class Lane;

/// Where clients live, by the secret with which they come back: who does so may be faster than we
/// are in seeing that the former connection is lost. Guarded: from any thread.
class Whereabouts {
public:
    struct Place {
        Lane* lane;
        std::uint64_t serial;

        friend bool operator==(const Place&, const Place&) = default;
    };

    void put(const std::string& pid, Place place) {
        const std::lock_guard lock(mutex_);
        places_.insert_or_assign(pid, place);
    }

    /// Unless the client lives elsewhere by now.
    void remove(const std::string& pid, Place place) {
        const std::lock_guard lock(mutex_);
        const auto found = places_.find(pid);
        if (found != places_.end() && found->second == place) places_.erase(found);
    }

    [[nodiscard]] std::optional<Place> find(const std::string& pid) const {
        const std::lock_guard lock(mutex_);
        const auto found = places_.find(pid);
        if (found == places_.end()) return std::nullopt;
        return found->second;
    }

private:
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Place> places_;
};

}  // namespace freshet::sockets
