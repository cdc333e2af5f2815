#include "store/sql/work_queue.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace freshet::sql {

WorkQueue::Pushed WorkQueue::push(Work& work) {
    {
        const std::scoped_lock lock(guard_);
        if (is_closed_) return Pushed::closed;
        if (serving_ == 0) return Pushed::unserved;
        if (waiting_.size() >= waiting_max_) return Pushed::full;
        waiting_.push_back(std::move(work));
    }
    changed_.notify_one();
    return Pushed::taken;
}

std::vector<Work> WorkQueue::take(std::size_t count_max) {
    std::unique_lock lock(guard_);
    changed_.wait(lock, [this] { return is_closed_ || !waiting_.empty(); });
    std::vector<Work> taken;
    const auto count = std::min(count_max, waiting_.size());
    taken.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        taken.push_back(std::move(waiting_.front()));
        waiting_.pop_front();
    }
    return taken;
}

void WorkQueue::enter() {
    const std::scoped_lock lock(guard_);
    ++serving_;
}

std::vector<Work> WorkQueue::leave() {
    const std::scoped_lock lock(guard_);
    std::vector<Work> abandoned;
    if (--serving_ > 0) return abandoned;
    std::ranges::move(waiting_, std::back_inserter(abandoned));
    waiting_.clear();
    return abandoned;
}

void WorkQueue::close() {
    {
        const std::scoped_lock lock(guard_);
        is_closed_ = true;
    }
    changed_.notify_all();
    closed_.notify_all();
}

bool WorkQueue::is_closed_within(std::chrono::milliseconds time) {
    std::unique_lock lock(guard_);
    return closed_.wait_for(lock, time, [this] { return is_closed_; });
}

std::size_t WorkQueue::waiting() const {
    const std::scoped_lock lock(guard_);
    return waiting_.size();
}

std::size_t WorkQueue::serving() const {
    const std::scoped_lock lock(guard_);
    return serving_;
}

}  // namespace freshet::sql
