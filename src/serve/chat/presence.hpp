#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"

namespace freshet::chat {

/// Somebody who is in a room, by whatever number of connections: a user, a browser that says who it
/// is, or else one connection.
struct Viewer {
    std::string key;               // The same for all connections of this viewer.
    std::optional<UserId> user{};  // None: not signed in.
    std::optional<std::string> username{};
};

/// Who is in one room, and what the others are told of it. Pure: takes the time, tells its
/// deadline. Whoever has it calls `pass` then.
class Presence {
public:
    struct Config {
        std::size_t named_max = 100;  // In a fuller room only the number is told,
        std::chrono::milliseconds count_interval{1000};  // and at most this often.
        // A phone that changes from one network to another is back within it: neither its leaving
        // nor its return is worth a word. Who has really gone is gone soon enough.
        std::chrono::milliseconds linger{5000};
    };

    struct Change {
        enum class Kind : std::uint8_t { joined, left, count };
        Kind kind = Kind::count;
        Viewer viewer{};  // Of a count: nobody.
        std::uint32_t viewers = 0;
    };
    using Changes = std::vector<Change>;

    explicit Presence(Config config) : config_(config) {}

    /// One more connection of this viewer.
    [[nodiscard]] Changes enter(const Viewer& viewer, MonoTime now);

    /// One fewer.
    [[nodiscard]] Changes leave(const std::string& key, MonoTime now);

    /// One fewer, which may come back: when it was the last, the viewer stays for a while.
    void lose(const std::string& key, MonoTime now);

    /// What time alone has brought about.
    [[nodiscard]] Changes pass(MonoTime now);
    [[nodiscard]] std::optional<MonoTime> deadline() const;

    /// Those too whose connection was lost a moment ago.
    [[nodiscard]] std::uint32_t viewers() const {
        return static_cast<std::uint32_t>(present_.size());
    }

private:
    struct Present {
        Viewer viewer;
        std::size_t connections = 0;
        MonoTime gone_at{};  // When there is no connection.
    };
    struct Lost {
        std::string key;
        MonoTime gone_at;
    };

    [[nodiscard]] bool is_lost(const Lost& lost) const;
    void forget_returned();
    [[nodiscard]] Changes tell(Change::Kind kind, const Viewer& viewer, MonoTime now);
    [[nodiscard]] Changes tell_count(MonoTime now);

    Config config_;
    std::map<std::string, Present> present_;  // By key.
    std::deque<Lost> lost_;                   // In the order of time; the first has not come back.
    bool is_count_owed_ = false;
    std::optional<MonoTime> counted_at_;
};

}  // namespace freshet::chat
