#include "channels/viewings.hpp"

#include <algorithm>

namespace freshet::channels {

using std::chrono::milliseconds;

Viewings::Viewings(Config config) : config_(std::move(config)) {}

Viewings::Watching::Watching(Watching&& other) noexcept
    : viewings_(std::exchange(other.viewings_, nullptr)), key_(std::move(other.key_)) {}

Viewings::Watching& Viewings::Watching::operator=(Watching&& other) noexcept {
    std::swap(viewings_, other.viewings_);
    std::swap(key_, other.key_);
    return *this;
}

Viewings::Watching::~Watching() {
    if (viewings_) viewings_->left(key_);
}

Viewings::Watching Viewings::watch(Spectator who) {
    Watching watching;
    Key key{who.subject, who.viewer};
    const std::lock_guard lock(mutex_);
    auto* const viewing = open(std::move(who));
    if (!viewing) return watching;
    bring_up_to_date(*viewing);
    ++viewing->connections;
    watching.viewings_ = this;
    watching.key_ = std::move(key);
    return watching;
}

void Viewings::left(const Key& key) {
    const std::lock_guard lock(mutex_);
    const auto found = open_.find(key);
    if (found == open_.end()) return;
    bring_up_to_date(found->second);
    --found->second.connections;
}

void Viewings::seen(Spectator who, milliseconds believed_max) {
    const std::lock_guard lock(mutex_);
    auto* const viewing = open(std::move(who));
    if (viewing) believe(*viewing, believed_max);
}

void Viewings::goes_on(const Spectator& who, milliseconds believed_max) {
    const std::lock_guard lock(mutex_);
    const auto known = open_.find({who.subject, who.viewer});
    if (known != open_.end() && goes_on(known->second)) believe(known->second, believed_max);
}

bool Viewings::goes_on(const Open& viewing) const {
    return viewing.connections > 0 || config_.mono() - viewing.counted_to <= config_.break_max;
}

void Viewings::believe(Open& viewing, milliseconds believed_max) const {
    if (viewing.connections > 0) return bring_up_to_date(viewing);
    const auto passed = config_.mono() - viewing.counted_to;
    add(viewing, std::min<MonoTime::duration>(passed, believed_max));
}

/// The one that goes on, or a new one; null when there are too many.
Viewings::Open* Viewings::open(Spectator&& who) {
    const auto now = config_.mono();
    const auto known = open_.find({who.subject, who.viewer});
    if (known != open_.end()) {
        auto& viewing = known->second;
        // Another viewing begins with the round that has taken the end of this one.
        if (goes_on(viewing) || viewing.told != viewing.view.watched) return &viewing;
        open_.erase(known);
    }
    if (open_.size() >= config_.open_max) return nullptr;
    Key key{who.subject, who.viewer};
    const auto wall = config_.wall();
    Open viewing{
        .view = {.id = ViewId::make(), .who = std::move(who), .started_at = wall, .ended_at = wall},
        .counted_to = now};
    return &open_.emplace(std::move(key), std::move(viewing)).first->second;
}

void Viewings::add(Open& viewing, MonoTime::duration watched) const {
    viewing.counted_to = config_.mono();
    viewing.view.watched += std::chrono::floor<milliseconds>(watched);
    viewing.view.ended_at = config_.wall();
}

void Viewings::bring_up_to_date(Open& viewing) const {
    const auto passed = config_.mono() - viewing.counted_to;
    add(viewing, viewing.connections > 0 ? passed : MonoTime::duration::zero());
}

std::vector<View> Viewings::take_changes() {
    std::vector<View> changes;
    const std::lock_guard lock(mutex_);
    const auto now = config_.mono();
    for (auto next = open_.begin(); next != open_.end();) {
        const auto current = next++;
        auto& viewing = current->second;
        if (viewing.connections > 0) bring_up_to_date(viewing);
        const bool is_view = viewing.view.watched >= config_.view_min;
        if (is_view && viewing.told != viewing.view.watched) {
            viewing.told = viewing.view.watched;
            changes.push_back(viewing.view);
        }
        const bool over = viewing.connections == 0 && now - viewing.counted_to > config_.break_max;
        if (over) open_.erase(current);
    }
    return changes;
}

std::size_t Viewings::count() const {
    const std::lock_guard lock(mutex_);
    return open_.size();
}

}  // namespace freshet::channels
