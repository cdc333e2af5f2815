#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <vector>

#include "base/clock.hpp"
#include "base/events.hpp"
#include "base/ids.hpp"

namespace freshet::chat {

/// How far videos are, as their owners are told: another status at once, all else at most once a
/// second of each video, and the last of it always. Pure: takes the time, tells its deadline.
class VideoPace {
public:
    explicit VideoPace(std::chrono::milliseconds interval) : interval_(interval) {}

    /// Whether that is to be told now; else it is kept until it is due, or something newer comes.
    [[nodiscard]] bool hear(const VideoProgressed& news, MonoTime now);

    /// What is to be told now of what was kept.
    [[nodiscard]] std::vector<VideoProgressed> take_due(MonoTime now);

    [[nodiscard]] std::optional<MonoTime> deadline() const;

private:
    struct Told {
        std::string status;
        MonoTime free_at{};  // When it may be told again.
        std::optional<VideoProgressed> kept{};
    };

    std::chrono::milliseconds interval_;
    std::map<VideoId, Told> told_;
};

}  // namespace freshet::chat
