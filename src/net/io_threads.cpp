#include "net/io_threads.hpp"

#include <algorithm>
#include <sched.h>
#include <utility>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

namespace freshet::net {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds probe_interval{1};

thread_local IoThread* current_thread = nullptr;

/// A timer whose work is out of its reach as soon as the Wake is gone, even when it has fired
/// already.
class TimerWake final : public Wake {
public:
    TimerWake(asio::io_context& context, MonoTime when, Loop::Work work)
        : work_(std::make_shared<Loop::Work>(std::move(work))), timer_(context, when) {
        timer_.async_wait([wish = std::weak_ptr(work_)](const ErrorCode& error) {
            const auto work_left = wish.lock();
            if (error || !work_left) return;
            auto once = std::exchange(*work_left, nullptr);  // It may destroy this Wake.
            once();
        });
    }

private:
    std::shared_ptr<Loop::Work> work_;  // Shared with nobody but the handler's weak reference.
    asio::steady_timer timer_;
};

}  // namespace

std::size_t usable_cores() {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    if (::sched_getaffinity(0, sizeof cores, &cores) != 0) return 1;
    return static_cast<std::size_t>(std::max(1, CPU_COUNT(&cores)));
}

/// Asks to be called once a second, and notes how late that was.
class IoThread::Probe {
public:
    Probe(asio::io_context& context, std::atomic<std::chrono::nanoseconds>& delay)
        : work_(context.get_executor()), timer_(context), delay_(delay) {}

    void arm() {
        timer_.expires_after(probe_interval);
        timer_.async_wait([this](const ErrorCode& error) {
            if (error) return;
            delay_ = mono_now() - timer_.expiry();
            arm();
        });
    }

private:
    asio::executor_work_guard<asio::io_context::executor_type> work_;
    asio::steady_timer timer_;
    std::atomic<std::chrono::nanoseconds>& delay_;
};

IoThread::IoThread(std::size_t index)
    : index_(index),
      context_(std::make_unique<asio::io_context>(1)),
      probe_(std::make_unique<Probe>(*context_, delay_)) {}

IoThread::~IoThread() = default;

void IoThread::post(Work work) {
    if (closed_) return;
    asio::post(*context_, std::move(work));
}

bool IoThread::is_current() const { return current_thread == this; }

MonoTime IoThread::now() const { return mono_now(); }

std::unique_ptr<Wake> IoThread::wake_at(MonoTime when, Work work) {
    return std::make_unique<TimerWake>(*context_, when, std::move(work));
}

IoThread* IoThread::current() { return current_thread; }

void IoThread::start() {
    probe_->arm();
    thread_ = std::thread([this] {
        current_thread = this;
        context_->run();
        current_thread = nullptr;
    });
}

void IoThread::stop() { context_->stop(); }

void IoThread::join() {
    if (thread_.joinable()) thread_.join();
}

void IoThread::close() {
    closed_ = true;
    probe_.reset();
    context_.reset();
}

IoThreads::IoThreads() : IoThreads(usable_cores()) {}

IoThreads::IoThreads(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) threads_.push_back(std::make_unique<IoThread>(i));
}

IoThreads::~IoThreads() {
    stop();
    // Unrun work may post to another thread when it is destroyed: all are closed before any is
    // gone.
    for (auto& thread : threads_) thread->closed_ = true;
    for (auto& thread : threads_) thread->close();
}

void IoThreads::start() {
    for (auto& thread : threads_) thread->start();
}

void IoThreads::stop() {
    for (auto& thread : threads_) thread->stop();
    for (auto& thread : threads_) thread->join();
}

}  // namespace freshet::net
