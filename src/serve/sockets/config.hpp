#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>

#include "serve/sockets/rests.hpp"

namespace freshet::sockets {

/// What one client may make us hold or wait for.
struct Limits {
    std::size_t message_bytes_max = 64 * 1024;   // Of a WebSocket.
    std::size_t payload_bytes_max = 100 * 1000;  // Of what is posted.
    std::size_t answer_bytes_max = 256 * 1024;   // Of an answer to a poll.
    std::size_t unsent_bytes_max = 256 * 1024;   // Of words for one client alone.
    std::size_t requests_max = 64;               // That wait; then reading stops.
    std::size_t follows_max = 24;
    std::chrono::milliseconds stall_max{10'000};    // Without taking a byte.
    std::chrono::milliseconds connect_max{45'000};  // Until it says what it wants.
    std::chrono::milliseconds close_max{10'000};    // For the last words.
};

struct Config {
    /// How long an address has to wait before it may connect anew; nothing: not at all. Counts the
    /// asking.
    using Gate = std::function<std::optional<std::chrono::seconds>(std::string_view peer_ip)>;

    std::chrono::milliseconds ping_interval{25'000};
    std::chrono::milliseconds ping_timeout{20'000};
    std::chrono::milliseconds upgrade_timeout{10'000};
    std::chrono::milliseconds away_max{120'000};  // For recovery.
    std::size_t clients_max = 50'000;             // Of one thread; one connection may begin many.
    std::size_t away_clients_max = 10'000;
    std::size_t log_bytes_max = 1024 * 1024;        // Of one topic in one dialect.
    std::size_t logs_bytes_max = 64 * 1024 * 1024;  // Of all topics of a thread.
    Limits limits{};
    Rests::Config rests{};
    Gate gate{};  // Empty: nobody waits.
};

}  // namespace freshet::sockets
