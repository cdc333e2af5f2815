#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/events.hpp"
#include "base/ids.hpp"
#include "vod/job.hpp"
#include "vod/job_repository.hpp"
#include "vod/video_repository.hpp"

namespace freshet::vod {

/// What workers of other processes do, told on this one's bus: it looks at the rows. What was told
/// may be told again, when a node starts or when several act on one job. One at a time; what it
/// refers to outlives it.
class JobWatch {
public:
    struct Limits {
        std::size_t bite = 500;  // Jobs looked at together.
        // A change may be seen so much later than its time: its transaction was still going on.
        std::chrono::seconds late{5};
        // What the first look goes back: a node that was started anew has missed nothing.
        std::chrono::minutes missed{10};
    };

    /// Whether a worker is of this process, which tells what it does itself; but that a job of its
    /// waits again may be another's doing, and is told.
    using IsOwn = std::function<bool(std::string_view worker)>;

    JobWatch(Limits limits, JobRepository& jobs, VideoRepository& videos, EventBus& events,
             IsOwn is_own);

    /// Tells what has changed since it last looked, as of when it did. Once a second or so. What
    /// could not be told, since the database went away, is told by the next look.
    asio::awaitable<void> look();

private:
    [[nodiscard]] bool is_news(const Job& job) const;
    void note(const Job& job);
    asio::awaitable<void> tell(Job job);
    void forget_old();

    Limits limits_;
    JobRepository& jobs_;
    VideoRepository& videos_;
    EventBus& events_;
    IsOwn is_own_;
    std::optional<WallTime> newest_{};  // By the database's clock; none before the first look.
    std::map<JobId, WallTime> seen_{};  // Whose change of that time was told: those not yet old.
};

}  // namespace freshet::vod
