#include "base/events.hpp"

#include <algorithm>
#include <utility>

namespace freshet {

EventBus::Listener& EventBus::Listener::operator=(Listener&& other) noexcept {
    std::swap(ear_, other.ear_);
    return *this;
}

EventBus::Listener::~Listener() {
    if (!ear_) return;
    const std::lock_guard lock(ear_->mutex);  // Waits for what it hears on another thread.
    ear_->hear = nullptr;
}

EventBus::Listener EventBus::listen(Hear hear) {
    auto ear = std::make_shared<Listener::Ear>();
    ear->hear = std::move(hear);
    const std::lock_guard lock(mutex_);
    std::erase_if(ears_, [](const auto& each) { return each.expired(); });
    ears_.push_back(ear);
    return Listener(std::move(ear));
}

void EventBus::publish(const Event& event) {
    std::vector<std::weak_ptr<Listener::Ear>> ears;
    {
        const std::lock_guard lock(mutex_);
        ears = ears_;
    }
    for (const auto& each : ears) {
        const auto ear = each.lock();
        if (!ear) continue;
        const std::lock_guard lock(ear->mutex);
        // A copy: it may end its own listening, which takes the original away.
        const auto hear = ear->hear;
        if (hear) hear(event);
    }
}

}  // namespace freshet
