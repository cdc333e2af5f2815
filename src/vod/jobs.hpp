#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/events.hpp"
#include "base/ids.hpp"
#include "base/page.hpp"
#include "base/result.hpp"
#include "vod/job.hpp"
#include "vod/job_repository.hpp"
#include "vod/rights.hpp"

namespace freshet::vod {

/// The queue as people see it. Used by all io threads at once; what it refers to outlives it.
class Jobs {
public:
    Jobs(JobRepository& repository, EventBus& events, WallClock clock)
        : repository_(repository), events_(events), clock_(std::move(clock)) {}

    /// The owner's, or the staff's; else Errc::job_not_found.
    asio::awaitable<Result<Job>> find(JobId id, Asker asker);

    asio::awaitable<Paged<Job>> list(JobFilter filter, Page page) {
        return repository_.list(filter, page);
    }

    /// For the staff. Errc::job_not_found, job_not_failed.
    asio::awaitable<Result<Job>> retry(JobId id);

    /// For whoever may change the video, which is judged before. Errc::video_not_found,
    /// video_not_failed.
    asio::awaitable<Result<Job>> retry_video(VideoId id);

private:
    JobRepository& repository_;
    EventBus& events_;
    WallClock clock_;
};

}  // namespace freshet::vod
