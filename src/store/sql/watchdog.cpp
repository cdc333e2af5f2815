#include "store/sql/watchdog.hpp"

#include <chrono>

#include "base/clock.hpp"

namespace freshet::sql {

using namespace std::chrono_literals;

void Watchdog::add(Session& session) {
    const std::scoped_lock lock(guard_);
    sessions_.push_back(&session);
}

void Watchdog::run(const std::stop_token& stop) {
    std::unique_lock lock(guard_);
    while (!stop.stop_requested()) {
        stopped_.wait_for(lock, stop, 500ms, [] { return false; });
        for (auto* session : sessions_) session->cut_if_stuck(mono_now());
    }
}

}  // namespace freshet::sql
