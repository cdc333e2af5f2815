#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/clock.hpp"
#include "net/io_threads.hpp"
#include "net/task_group.hpp"
#include "work/attempt.hpp"
#include "work/parts.hpp"

namespace freshet::work {

/// Those who do the jobs of videos: each claims one, does it, and claims the next. On one io
/// thread: what takes long are their children, and those are niced. While a stream is on air only
/// the first of them claims.
class Workers {
public:
    struct Config {
        std::size_t count = 1;
        std::string name{};                     // Of this machine, for the staff.
        std::chrono::milliseconds look{5'000};  // For jobs of which nobody told us.
        std::chrono::seconds burial{60};        // Of jobs whose workers die of them.
    };

    /// What the parts refer to outlives the workers, who are stopped before the io threads are.
    Workers(Config config, Parts parts, net::IoThread& thread);

    void start();

    /// There may be work. From any thread.
    void wake();

    /// Breaks off what is being done, and gives it back. Not on an io thread.
    void stop();

private:
    asio::awaitable<void> work(std::size_t number);
    asio::awaitable<std::optional<vod::Claim>> claim(std::size_t number);
    asio::awaitable<void> pause(std::uint64_t seen);
    asio::awaitable<void> bury();
    asio::awaitable<void> join();

    Config config_;
    Parts parts_;
    net::IoThread& thread_;
    net::TaskGroup tasks_;
    std::list<Attempt> attempts_{};
    std::list<asio::steady_timer> pauses_{};
    std::uint64_t news_ = 0;  // Counts what we were told.
    MonoTime next_burial_{};
    bool is_stopping_ = false;
};

}  // namespace freshet::work
