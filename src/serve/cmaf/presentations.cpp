#include "serve/cmaf/presentations.hpp"

#include <fmt/format.h>

#include "base/names.hpp"

namespace freshet::cmaf {

namespace {

// Longer than a player's buffer and its polling of the playlist.
constexpr auto kept_after_end = std::chrono::seconds(60);

}  // namespace

std::unique_ptr<live::Output> Presentations::begin(const live::Broadcast& broadcast) {
    auto presentation = std::make_shared<Presentation>(broadcast.id);
    const std::lock_guard lock(mutex_);
    // A stream that goes on after a restart of the program has the same id, but not the same files:
    // caches may hold the old ones for ever.
    const auto since =
        std::chrono::duration_cast<std::chrono::milliseconds>(wall_now().time_since_epoch());
    const auto epoch = fmt::format("{:x}-{:x}", since.count(), ++begun_);
    entries_.insert_or_assign(broadcast.id, Entry{broadcast.handle, presentation});
    return std::make_unique<Packager>(epoch, config_, std::move(presentation));
}

std::shared_ptr<Presentation> Presentations::find(std::string_view handle_or_id) {
    const auto id = StreamId::parse(handle_or_id);
    const std::lock_guard lock(mutex_);
    if (id) {
        const auto found = entries_.find(*id);
        return found == entries_.end() ? nullptr : found->second.presentation;
    }
    const auto handle = to_lower_ascii(handle_or_id);
    for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
        if (entry->second.handle == handle) return entry->second.presentation;
    }
    return nullptr;
}

void Presentations::sweep() {
    const auto now = clock_();
    const std::lock_guard lock(mutex_);
    for (auto next = entries_.begin(); next != entries_.end();) {
        const auto entry = next++;
        auto& forget_at = entry->second.forget_at;
        if (forget_at == MonoTime::max() && entry->second.presentation->snapshot()->has_ended) {
            forget_at = now + kept_after_end;
        }
        if (forget_at <= now) entries_.erase(entry);
    }
}

}  // namespace freshet::cmaf
