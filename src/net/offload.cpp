#include "net/offload.hpp"

#include <exception>

#include <boost/system/system_error.hpp>

#include "net/error.hpp"
#include "net/round_trip.hpp"

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

    co_await round_trip<void(std::exception_ptr)>([this, &job](auto answer) {
        submit([job = std::move(job), answer = std::move(answer)]() mutable {
            answer(run_once(job));
        });
    });
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
