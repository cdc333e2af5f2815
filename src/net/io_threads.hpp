#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <thread>
#include <vector>

#include "base/loop.hpp"
#include "base/result.hpp"

namespace boost::asio {
class io_context;
}

namespace freshet::net {

/// The cores that this process may use; at least one.
[[nodiscard]] std::size_t usable_cores();

/// One thread with its own io_context. What is born on it (a connection, a session, a stream) stays
/// on it. Owned by IoThreads. `post` and the measurements may be used from any thread.
class IoThread final : public Loop {
public:
    explicit IoThread(std::size_t index);
    ~IoThread() override;

    void post(Work work) override;
    [[nodiscard]] bool is_current() const override;
    [[nodiscard]] MonoTime now() const override;
    [[nodiscard]] std::unique_ptr<Wake> wake_at(MonoTime when, Work work) override;

    /// For sockets and timers of rooms that may know Asio.
    [[nodiscard]] boost::asio::io_context& context() { return *context_; }

    /// Its place in IoThreads, for whoever keeps something per thread.
    [[nodiscard]] std::size_t index() const { return index_; }

    /// How late the thread came to a timer when that was last looked at (once a second): the
    /// event-loop delay.
    [[nodiscard]] std::chrono::nanoseconds delay() const { return delay_.load(); }

    /// The one whose thread the caller runs on; nullptr on any other thread.
    [[nodiscard]] static IoThread* current();

private:
    friend class IoThreads;

    class Probe;

    void start();
    void stop();
    void join();
    void close();

    std::size_t index_;
    std::unique_ptr<boost::asio::io_context> context_;
    std::unique_ptr<Probe> probe_;
    std::atomic<std::chrono::nanoseconds> delay_{};
    std::atomic<bool> closed_ = false;
    std::thread thread_;
};

/// The io threads of the program, one a core. Made and ended by the thread that owns them, which is
/// none of them. Whoever has tasks on them joins those before `stop`; what is left of posted work
/// dies unrun with this.
class IoThreads {
public:
    /// As many threads as there are cores that this process may use.
    IoThreads();
    explicit IoThreads(std::size_t count);
    ~IoThreads();

    IoThreads(const IoThreads&) = delete;
    IoThreads& operator=(const IoThreads&) = delete;

    void start();

    /// Lets every thread leave its loop, and waits until it has.
    void stop();

    [[nodiscard]] std::size_t size() const { return threads_.size(); }
    [[nodiscard]] IoThread& at(std::size_t index) { return *threads_.at(index); }

private:
    std::vector<std::unique_ptr<IoThread>> threads_;
};

}  // namespace freshet::net
