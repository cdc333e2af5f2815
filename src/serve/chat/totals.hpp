#pragma once

#include <atomic>
#include <cstdint>

namespace freshet::chat {

/// What rooms count, for /metrics. From any thread.
struct Totals {
    std::atomic<std::uint64_t> messages = 0;  // Stored, held ones too.
    std::atomic<std::uint64_t> held = 0;      // Of them.
    std::atomic<std::uint64_t> refused = 0;   // Messages that the rules did not let through.
    std::atomic<std::uint64_t> unstored = 0;  // That the database did not take.
    std::atomic<std::uint64_t> batches = 0;
    std::atomic<std::uint64_t> rooms = 0;    // Open now.
    std::atomic<std::uint64_t> viewers = 0;  // In all of them, now.
};

}  // namespace freshet::chat
