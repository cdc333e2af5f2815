#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/page.hpp"
#include "base/result.hpp"
#include "vod/job.hpp"
#include "vod/video.hpp"

namespace freshet::vod {

namespace asio = boost::asio;

/// Which jobs; all when nothing is said.
struct JobFilter {
    std::optional<JobStatus> status{};
    std::optional<JobKind> kind{};
    std::optional<UserId> owner{};
};

/// Which jobs a worker takes.
struct JobWish {
    std::string worker;            // Its name, for the staff: "node-1/2".
    std::vector<JobKind> kinds{};  // Empty: any.
};

/// A job that has come to an end or to a halt, and its video, unless that is gone.
struct Ended {
    Job job;
    std::optional<Video> video{};
};

/// A claim, and its job as everybody sees it.
struct Claimed {
    Claim claim;
    Job job;
};

/// Where jobs are kept. Every method is one transaction, and what it returned survives a crash. A
/// database that is down throws. From any thread, and by any number of workers, on whatever
/// machines: a job is in the hands of one. Leases are told by the database's clock. Every write of
/// a worker carries its claim's fence: Errc::lease_lost when the job is another's, or gone.
class JobRepository {
public:
    virtual ~JobRepository() = default;

    /// The first by priority, then by age, of those that wait and may run and of those whose worker
    /// has let its lease end; it is the worker's for JobLimits::lease. None: there is nothing to do
    /// now. What had become `repackage` or `transcode` in other hands is still called so, though
    /// nothing of it is left.
    virtual asio::awaitable<std::optional<Claimed>> claim(JobWish wish) = 0;

    /// Fails those whose workers have died JobLimits::attempts_max times, at most `count`; gives
    /// them. Once in a while, by any worker.
    virtual asio::awaitable<std::vector<Ended>> bury(std::size_t count) = 0;

    /// Has the lease for as long again, and tells how far it is.
    virtual asio::awaitable<Result<Job>> renew(Claim claim, std::uint32_t progress) = 0;

    /// Another kind from now on, with progress 0, and a lease as new.
    virtual asio::awaitable<Result<Job>> become(Claim claim, JobKind kind) = 0;

    /// The video is READY, with these renditions and no others. What another generation of it had
    /// made goes by a job.
    virtual asio::awaitable<Result<Ended>> publish(Claim claim, Outcome outcome) = 0;

    /// One more rendition of a video that is READY, or another in place of one of that name; the
    /// job goes on. Gives the video. Errc::video_not_ready.
    virtual asio::awaitable<Result<Video>> add_rendition(Claim claim, Rendition rendition) = 0;

    /// Done, and its video stays as it is: for jobs that make none.
    virtual asio::awaitable<Result<Ended>> complete(Claim claim) = 0;

    /// Failed for good, and its video with it if that was PROCESSING.
    virtual asio::awaitable<Result<Ended>> fail(Claim claim, FailureCode code) = 0;

    /// To be tried again, later each time: see `wait_after`. FAILED with too_many_attempts if that
    /// was the last one that counts.
    virtual asio::awaitable<Result<Ended>> put_off(Claim claim, Hindrance hindrance) = 0;

    /// As if it had not been claimed: the worker stops.
    virtual asio::awaitable<Result<Ended>> give_back(Claim claim) = 0;

    virtual asio::awaitable<std::optional<Job>> find(JobId id) = 0;

    /// The newest first.
    virtual asio::awaitable<Paged<Job>> list(JobFilter filter, Page page) = 0;

    /// Those that have changed since, on the database's clock, the one that changed first in front;
    /// at most `count`. For nodes on which no worker runs: see `clock`.
    virtual asio::awaitable<std::vector<Job>> changed(WallTime since, std::size_t count) = 0;

    /// What the database's clock says.
    virtual asio::awaitable<WallTime> clock() = 0;

    /// From the beginning, with all its attempts. Its video, if it has FAILED, is PROCESSING again.
    /// Errc::job_not_found, job_not_failed.
    virtual asio::awaitable<Result<Job>> retry(JobId id) = 0;

    /// The same for a video, whether its job is still known or not. Errc::video_not_found,
    /// video_not_failed.
    virtual asio::awaitable<Result<Job>> retry_video(VideoId id) = 0;
};

}  // namespace freshet::vod
