#include "vod/jobs.hpp"

#include <utility>

#include "vod/error.hpp"
#include "vod/news.hpp"

namespace freshet::vod {

asio::awaitable<Result<Job>> Jobs::find(JobId id, Asker asker) {
    auto job = co_await repository_.find(id);
    const bool is_theirs = job && (asker.is_staff || asker.user == job->owner);
    if (!is_theirs) co_return fail(Errc::job_not_found);
    co_return *std::move(job);
}

asio::awaitable<Result<Job>> Jobs::retry(JobId id) {
    auto job = co_await repository_.retry(id);
    if (job) tell_queued(events_, *job, clock_());
    co_return job;
}

asio::awaitable<Result<Job>> Jobs::retry_video(VideoId id) {
    auto job = co_await repository_.retry_video(id);
    if (job) tell_queued(events_, *job, clock_());
    co_return job;
}

}  // namespace freshet::vod
