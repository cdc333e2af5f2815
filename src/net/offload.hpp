#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

namespace freshet::net {

/// A few threads for what blocks: hashing, files, databases. May be used from any thread. Outlives
/// every task that offloads to it, and goes before the io threads. Its destructor runs what it has
/// taken, then joins.
class BlockingPool {
public:
    using Job = std::move_only_function<void()>;

    struct Limits {
        std::size_t threads = 2;
        std::size_t waiting_max = 256;  // Jobs that no thread has taken yet.
    };

    explicit BlockingPool(Limits limits);
    ~BlockingPool();

    BlockingPool(const BlockingPool&) = delete;
    BlockingPool& operator=(const BlockingPool&) = delete;

    /// Runs `job` on one of the threads and comes back to the caller's executor; throws what the
    /// job threw, and Errc::overloaded when too many are waiting. A job that was taken is always
    /// run and always awaited: to cancel the caller takes effect after it. The job is gone before
    /// the caller resumes.
    boost::asio::awaitable<void> run(Job job);

    [[nodiscard]] std::size_t waiting() const;

private:
    bool reserve();
    void submit(Job job);
    void work();

    Limits limits_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> jobs_;
    std::size_t waiting_ = 0;  // Of jobs_, and of those on their way into it.
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

/// What `work()` gives, made on the pool: `const auto hash = co_await net::offload(pool, [=] {
/// return hash(password); });` What it refers to must live until it has run, even when the caller's
/// io_context is torn down: capture by value.
template <class Work>
boost::asio::awaitable<std::invoke_result_t<Work&>> offload(BlockingPool& pool, Work work) {
    using T = std::invoke_result_t<Work&>;
    if constexpr (std::is_void_v<T>) {
        co_await pool.run(std::move(work));
    } else {
        // Shared, so that a job still running when the caller's frame is destroyed writes to live
        // memory.
        auto outcome = std::make_shared<std::optional<T>>();
        BlockingPool::Job job = [outcome, work = std::move(work)]() mutable {
            outcome->emplace(work());
        };
        co_await pool.run(std::move(job));
        co_return std::move(**outcome);
    }
}

}  // namespace freshet::net
