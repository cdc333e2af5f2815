#include "serve/hls/sessions.hpp"

#include <algorithm>
#include <utility>

namespace freshet::hls {

namespace {

/// RFC 8216, 6.3.4: a player reloads once a Target Duration; two lost requests are forgiven.
constexpr int targets_of_silence = 3;

}  // namespace

Sessions::Sessions(Config config, Find find)
    : config_(std::move(config)),
      names_(config_.secret, "freshet hls session"),
      find_(std::move(find)) {}

std::chrono::milliseconds Sessions::silence_max(std::chrono::milliseconds target) const {
    return std::max(config_.silence_min, targets_of_silence * target);
}

bool Sessions::seen(const Asked& asked) {
    const auto name = names_.read(asked.session);
    if (!name) return false;
    auto stream = find_(asked.handle_or_id);
    if (!stream) return false;

    const auto gone_at = config_.clock() + silence_max(asked.target);
    const Viewing viewing{.stream = stream->broadcast().id, .name = *name};
    auto& shard = shards_[std::to_integer<std::size_t>(name->front()) % shards_.size()];
    const std::lock_guard lock(shard.mutex);
    if (const auto known = shard.entries.find(viewing); known != shard.entries.end()) {
        known->second.gone_at = gone_at;
        return true;
    }
    if (shard.entries.size() >= (config_.sessions_max + shards_.size() - 1) / shards_.size())
        return false;
    shard.entries.emplace(viewing, Entry{live::Presence(std::move(stream)), gone_at});
    ++count_;
    return true;
}

void Sessions::sweep() {
    const auto now = config_.clock();
    for (auto& shard : shards_) {
        const std::lock_guard lock(shard.mutex);
        count_ -= std::erase_if(shard.entries,
                                [now](const auto& entry) { return entry.second.gone_at <= now; });
    }
}

}  // namespace freshet::hls
