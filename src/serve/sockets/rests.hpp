#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

#include "base/clock.hpp"

namespace freshet::sockets {

/// When a lane goes over its clients again. After a long pass it rests as long as that took, and
/// what comes meanwhile costs each client one write more, not one each: the larger a crowd, the
/// more of its news share a write. Pure: takes the time.
class Rests {
public:
    struct Config {
        std::chrono::milliseconds pass_min{1};  // A shorter one is followed by the next at once.
        std::chrono::milliseconds rest_min{1};
        std::chrono::milliseconds rest_max{20};
    };

    explicit Rests(Config config) : config_(config) {}

    void note_pass(MonoTime begun, MonoTime ended) {
        const auto took = ended - begun;
        if (took < config_.pass_min) return;
        until_ = ended + std::clamp<MonoTime::duration>(took, config_.rest_min, config_.rest_max);
    }

    /// None: it does not rest.
    [[nodiscard]] std::optional<MonoTime> until(MonoTime now) const {
        if (now >= until_) return std::nullopt;
        return until_;
    }

private:
    Config config_;
    MonoTime until_{};
};

}  // namespace freshet::sockets
