#include "serve/sockets/absences.hpp"

#include <utility>

namespace freshet::sockets {

void Absences::keep(Absence absence, MonoTime now) {
    if (limits_.time_max.count() == 0 || limits_.clients_max == 0) return;
    forget(now);
    Order gone;  // Destroyed after the lock.
    const std::lock_guard lock(mutex_);
    while (order_.size() >= limits_.clients_max) drop_first(gone);
    order_.push_back({.absence = std::move(absence), .since = now});
    by_pid_.emplace(order_.back().absence.pid, std::prev(order_.end()));
}

std::optional<Absence> Absences::take(std::string_view pid, MonoTime now) {
    forget(now);
    const std::lock_guard lock(mutex_);
    const auto found = by_pid_.find(pid);
    if (found == by_pid_.end()) return std::nullopt;
    const auto place = found->second;
    by_pid_.erase(found);
    auto absence = std::move(place->absence);
    order_.erase(place);
    return absence;
}

void Absences::forget(MonoTime now) {
    Order gone;  // Destroyed after the lock.
    const std::lock_guard lock(mutex_);
    while (!order_.empty() && order_.front().since + limits_.time_max <= now) drop_first(gone);
}

std::size_t Absences::size() const {
    const std::lock_guard lock(mutex_);
    return order_.size();
}

void Absences::drop_first(Order& gone) {
    by_pid_.erase(order_.front().absence.pid);
    gone.splice(gone.end(), order_, order_.begin());
}

}  // namespace freshet::sockets
