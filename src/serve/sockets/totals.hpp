#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace freshet::sockets {

/// Why a client is no longer served.
enum class End : std::uint8_t {
    left,
    silent,       // It did not answer a ping, or never asked for anything.
    too_slow,     // It took nothing for too long.
    overwhelmed,  // Too many words for it alone are waiting.
    fell_behind,  // What it was to hear next is no longer in the log.
    broke_protocol,
    refused,    // By the application.
    dismissed,  // By the application, later.
    failed,     // The application threw.
    shutdown
};
inline constexpr std::size_t end_count = 10;

[[nodiscard]] std::string_view to_string(End end);

/// Sums over all lanes of a hub. Written by their threads, read by any.
struct Totals {
    std::atomic<std::int64_t> web_sockets = 0;  // Of Socket.IO, now.
    std::atomic<std::int64_t> polling = 0;      // Now.
    std::atomic<std::int64_t> plain = 0;        // Now.
    std::atomic<std::uint64_t> opened = 0;      // These since the start.
    std::atomic<std::uint64_t> recovered = 0;
    std::atomic<std::uint64_t> news = 0;
    std::atomic<std::uint64_t> passes = 0;                      // Of lanes over their clients.
    std::atomic<std::uint64_t> bytes = 0;                       // Sent.
    std::array<std::atomic<std::uint64_t>, end_count> ended{};  // By End.
};

}  // namespace freshet::sockets
