#include "base/token_buckets.hpp"

#include <algorithm>

namespace freshet {

using std::chrono::ceil;
using std::chrono::seconds;

TokenBuckets::TokenBuckets(Config config)
    : config_(config),
      token_(MonoTime::duration(config.window) / std::max<std::uint32_t>(config.burst, 1)) {}

TokenBuckets::Verdict TokenBuckets::take(std::string_view key, MonoTime now) {
    if (config_.burst == 0) return {};
    const std::lock_guard lock(guard_);
    auto& bucket = find(key, now);
    const auto verdict = judge(bucket.full_at, now);
    if (verdict.allowed) bucket.full_at = std::max(bucket.full_at, now) + token_;
    return verdict;
}

void TokenBuckets::give_back(std::string_view key) {
    const std::lock_guard lock(guard_);
    const auto found = by_key_.find(key);
    if (found != by_key_.end()) found->second->full_at -= token_;
}

TokenBuckets::Verdict TokenBuckets::peek(std::string_view key, MonoTime now) const {
    if (config_.burst == 0) return {};
    const std::lock_guard lock(guard_);
    const auto found = by_key_.find(key);
    return judge(found == by_key_.end() ? now : found->second->full_at, now);
}

TokenBuckets::Verdict TokenBuckets::judge(MonoTime was_full_at, MonoTime now) const {
    const auto full_at = std::max(was_full_at, now) + token_;
    const auto over = full_at - now - token_ * config_.burst;
    if (over > MonoTime::duration::zero()) {
        return {.allowed = false,
                .limit = config_.burst,
                .remaining = 0,
                .reset = ceil<seconds>(was_full_at - now),
                .retry_after = ceil<seconds>(over)};
    }
    return {.allowed = true,
            .limit = config_.burst,
            .remaining = static_cast<std::uint32_t>(-over / token_),
            .reset = ceil<seconds>(full_at - now)};
}

std::size_t TokenBuckets::size() const {
    const std::lock_guard lock(guard_);
    return buckets_.size();
}

TokenBuckets::Bucket& TokenBuckets::find(std::string_view key, MonoTime now) {
    if (const auto found = by_key_.find(key); found != by_key_.end()) {
        buckets_.splice(buckets_.begin(), buckets_, found->second);
    } else {
        make_room(now);
        buckets_.push_front({.key = std::string(key), .full_at = now});
        by_key_.emplace(buckets_.front().key, buckets_.begin());
    }
    return buckets_.front();
}

void TokenBuckets::make_room(MonoTime now) {
    const auto forgettable = [&] {
        return buckets_.size() >= config_.keys_max || buckets_.back().full_at <= now;
    };
    while (!buckets_.empty() && forgettable()) {
        by_key_.erase(buckets_.back().key);
        buckets_.pop_back();
    }
}

}  // namespace freshet
