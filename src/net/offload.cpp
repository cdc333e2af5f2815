#include "net/offload.hpp"

#include <exception>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include "net/error.hpp"

namespace freshet::net {

namespace asio = boost::asio;

namespace {

/// Runs the job and destroys it. What it throws belongs to who awaits it, and travels there.
std::exception_ptr run_once(BlockingPool::Job& job) noexcept {
    std::exception_ptr failure;
    try {
        job();
    } catch (...) {
        failure = std::current_exception();
    }
    job = nullptr;
    return failure;
}

}  // namespace

BlockingPool::BlockingPool(Limits limits) : limits_(limits) {
    for (std::size_t i = 0; i < limits_.threads; ++i) threads_.emplace_back([this] { work(); });
}

BlockingPool::~BlockingPool() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_) thread.join();
}

asio::awaitable<void> BlockingPool::run(Job job) {
    if (!reserve()) throw boost::system::system_error(Errc::overloaded);

    auto start = [this, &job](auto handler) {
        // Tracked: the caller's loop must not end while its answer is on the way.
        auto home = asio::prefer(asio::get_associated_executor(handler),
                                 asio::execution::outstanding_work.tracked);
        auto task = [job = std::move(job), handler = std::move(handler), home]() mutable {
            const auto failure = run_once(job);
            asio::post(home,
                       [handler = std::move(handler), failure]() mutable { handler(failure); });
        };
        submit(std::move(task));
    };
    co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(std::exception_ptr)>(
        start, asio::use_awaitable);
}

bool BlockingPool::reserve() {
    const std::lock_guard lock(mutex_);
    if (waiting_ >= limits_.waiting_max) return false;
    ++waiting_;
    return true;
}

void BlockingPool::submit(Job job) {
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
}

void BlockingPool::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
        if (jobs_.empty()) return;
        auto job = std::move(jobs_.front());
        jobs_.pop_front();
        --waiting_;
        lock.unlock();
        job();
        job = nullptr;
        lock.lock();
    }
}

std::size_t BlockingPool::waiting() const {
    const std::lock_guard lock(mutex_);
    return waiting_;
}

}  // namespace freshet::net
