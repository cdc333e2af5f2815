#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.hpp"
#include "serve/sockets/application.hpp"
#include "serve/sockets/news.hpp"

namespace freshet::sockets {

/// What is kept of a client that has lost its connection: enough to go on as if it had not.
struct Absence {
    struct Follow {
        Topic topic;
        Dialect dialect = Dialect::kebab;
        Number since = 0;   // It was to hear what came after this.
        Number newest = 0;  // The topic's newest news when the client was lost.
    };

    std::string sid;
    std::string pid;  // Whoever knows it is the client.
    std::unique_ptr<Memory> memory{};
    std::vector<Follow> follows{};
    Number head = 0;  // Up to this all news were in the logs when the client was lost.
};

/// The clients that may come back, on whatever thread. A bounded number for a bounded time, the
/// oldest forgotten first. Guarded: from any thread.
class Absences {
public:
    struct Limits {
        std::size_t clients_max = 10'000;
        std::chrono::milliseconds time_max{120'000};
    };

    explicit Absences(Limits limits) : limits_(limits) {}

    void keep(Absence absence, MonoTime now);

    /// Whoever comes back does so once.
    [[nodiscard]] std::optional<Absence> take(std::string_view pid, MonoTime now);

    /// Drops who has been away for too long.
    void forget(MonoTime now);

    [[nodiscard]] std::size_t size() const;

private:
    struct Away {
        Absence absence;
        MonoTime since;
    };
    using Order = std::list<Away>;  // Who left first stands first.

    /// Moves the one who left first to `gone`, whose memory is the application's to destroy.
    void drop_first(Order& gone);

    Limits limits_;
    mutable std::mutex mutex_;
    Order order_;
    std::unordered_map<std::string_view, Order::iterator> by_pid_;
};

}  // namespace freshet::sockets
