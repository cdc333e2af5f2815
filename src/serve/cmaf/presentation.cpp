#include "serve/cmaf/presentation.hpp"

#include <utility>

namespace freshet::cmaf {

Presentation::Presentation(StreamId stream)
    : stream_(stream), snapshot_(std::make_shared<const Snapshot>()) {}

std::shared_ptr<const Snapshot> Presentation::snapshot() const {
    const std::scoped_lock lock(mutex_);
    return snapshot_;
}

bool Presentation::is_decided() const { return snapshot_->master || snapshot_->has_ended; }

void Presentation::publish(std::shared_ptr<const Snapshot> snapshot) {
    const std::scoped_lock lock(mutex_);
    snapshot_.swap(snapshot);  // The old one goes after the lock.
    if (!is_decided()) return;
    for (auto* waiter : std::exchange(waiters_, {})) waiter->tell_();
}

Presentation::Waiter::Waiter(Presentation& presentation, std::function<void()> tell)
    : presentation_(presentation), tell_(std::move(tell)) {
    const std::scoped_lock lock(presentation_.mutex_);
    if (presentation_.is_decided()) {
        tell_();
    } else {
        presentation_.waiters_.push_back(this);
    }
}

Presentation::Waiter::~Waiter() {
    const std::scoped_lock lock(presentation_.mutex_);
    std::erase(presentation_.waiters_, this);
}

}  // namespace freshet::cmaf
