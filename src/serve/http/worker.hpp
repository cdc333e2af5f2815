#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <unordered_set>

#include "base/log.hpp"
#include "serve/http/gzip.hpp"
#include "serve/http/response_head.hpp"
#include "serve/http/server.hpp"

namespace freshet::http {

class Router;
class Session;

/// What all sessions of a server share, on all threads. Outlives them.
struct Shared {
    const Router& router;
    const Config config;
    const Hooks hooks;

    log::Every unknown_paths{std::chrono::seconds(10)};
    std::atomic<bool> warned_of_forwarding = false;
};

/// What the sessions of one thread share. Lives on that thread.
struct Worker {
    DateCache date;
    Gzip gzip;
    std::array<std::uint64_t, 2> id_state{};  // Of a xorshift128+ generator, seeded by the kernel.
    std::unordered_set<Session*> sessions;
    bool draining = false;

    /// Thirteen characters that no other request is likely to have; not a secret.
    [[nodiscard]] std::string next_id();
};

}  // namespace freshet::http
