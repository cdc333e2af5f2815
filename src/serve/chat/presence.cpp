#include "serve/chat/presence.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace freshet::chat {

using Kind = Presence::Change::Kind;

Presence::Changes Presence::enter(const Viewer& viewer, MonoTime now) {
    const auto [place, is_new] = present_.try_emplace(viewer.key, Present{.viewer = viewer});
    ++place->second.connections;
    forget_returned();
    if (!is_new) return {};
    return tell(Kind::joined, viewer, now);
}

Presence::Changes Presence::leave(const std::string& key, MonoTime now) {
    const auto place = present_.find(key);
    if (place == present_.end() || place->second.connections == 0) return {};
    if (--place->second.connections > 0) return {};
    const auto viewer = std::move(place->second.viewer);
    present_.erase(place);
    return tell(Kind::left, viewer, now);
}

void Presence::lose(const std::string& key, MonoTime now) {
    const auto place = present_.find(key);
    if (place == present_.end() || place->second.connections == 0) return;
    if (--place->second.connections > 0) return;
    place->second.gone_at = now + config_.linger;
    lost_.push_back({.key = key, .gone_at = place->second.gone_at});
}

Presence::Changes Presence::pass(MonoTime now) {
    Changes changes;
    while (!lost_.empty() && lost_.front().gone_at <= now) {
        const auto place = present_.find(lost_.front().key);
        const auto viewer = std::move(place->second.viewer);
        present_.erase(place);
        lost_.pop_front();
        forget_returned();
        std::ranges::move(tell(Kind::left, viewer, now), std::back_inserter(changes));
    }
    if (is_count_owed_) std::ranges::move(tell_count(now), std::back_inserter(changes));
    return changes;
}

std::optional<MonoTime> Presence::deadline() const {
    std::optional<MonoTime> soonest;
    if (is_count_owed_ && counted_at_) soonest = *counted_at_ + config_.count_interval;
    if (lost_.empty()) return soonest;
    const auto gone_at = lost_.front().gone_at;
    return soonest ? std::min(*soonest, gone_at) : gone_at;
}

bool Presence::is_lost(const Lost& lost) const {
    const auto place = present_.find(lost.key);
    return place != present_.end() && place->second.connections == 0 &&
           place->second.gone_at == lost.gone_at;
}

void Presence::forget_returned() {
    while (!lost_.empty() && !is_lost(lost_.front())) lost_.pop_front();
}

Presence::Changes Presence::tell(Kind kind, const Viewer& viewer, MonoTime now) {
    if (viewers() > config_.named_max) {
        is_count_owed_ = true;
        return tell_count(now);
    }
    is_count_owed_ = false;  // What is told now has the number.
    return {{.kind = kind, .viewer = viewer, .viewers = viewers()}};
}

Presence::Changes Presence::tell_count(MonoTime now) {
    if (counted_at_ && now < *counted_at_ + config_.count_interval) return {};
    is_count_owed_ = false;
    counted_at_ = now;
    return {{.kind = Kind::count, .viewer = {}, .viewers = viewers()}};
}

}  // namespace freshet::chat
