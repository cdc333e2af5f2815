#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.hpp"

namespace freshet {

/// Rate limits: one bucket of tokens a key, all of one size, refilled evenly. Guarded: from any
/// thread. A bucket is kept as the one time at which it will be full again, so a full one need not
/// be kept at all.
class TokenBuckets {
public:
    struct Config {
        std::uint32_t burst = 100;  // Tokens in a full bucket; 0 switches the limit off.
        std::chrono::milliseconds window{60'000};  // In which an empty bucket is refilled.
        std::size_t keys_max =
            50'000;  // Beyond it the key that was quiet for longest is forgotten.
    };

    /// What became of a wish for one token, and what the client may be told of it.
    struct Verdict {
        bool allowed = true;
        std::uint32_t limit = 0;  // 0: there is none.
        std::uint32_t remaining = 0;
        std::chrono::seconds reset{};        // Until the bucket is full again, rounded up.
        std::chrono::seconds retry_after{};  // Until there is a token, rounded up; only if refused.
    };

    explicit TokenBuckets(Config config);

    [[nodiscard]] Verdict take(std::string_view key, MonoTime now);

    /// Undoes a take: what it was for has cost nothing.
    void give_back(std::string_view key);

    /// Whether `take` would be refused.
    [[nodiscard]] Verdict peek(std::string_view key, MonoTime now) const;

    [[nodiscard]] std::size_t size() const;

private:
    struct Bucket {
        std::string key;
        MonoTime full_at;
    };
    using Buckets = std::list<Bucket>;

    [[nodiscard]] Verdict judge(MonoTime full_at, MonoTime now) const;
    Bucket& find(std::string_view key, MonoTime now);
    void make_room(MonoTime now);

    Config config_;
    MonoTime::duration token_;  // The time in which one token comes back.
    mutable std::mutex guard_;
    Buckets buckets_;  // The one used last in front.
    std::unordered_map<std::string_view, Buckets::iterator> by_key_;
};

}  // namespace freshet
