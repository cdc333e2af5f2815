#include "vod/job_watch.hpp"

#include <algorithm>
#include <utility>

#include "vod/news.hpp"

namespace freshet::vod {

JobWatch::JobWatch(Limits limits, JobRepository& jobs, VideoRepository& videos, EventBus& events,
                   IsOwn is_own)
    : limits_(limits), jobs_(jobs), videos_(videos), events_(events), is_own_(std::move(is_own)) {}

asio::awaitable<void> JobWatch::look() {
    if (!newest_) {
        const auto now = co_await jobs_.clock();
        newest_ = now - limits_.missed;
    }
    auto since = *newest_ - limits_.late;
    while (true) {
        const auto changed = co_await jobs_.changed(since, limits_.bite);
        for (const auto& job : changed) {
            if (is_news(job)) co_await tell(job);
            note(job);
        }
        // A bite of one instant is the last one: there is no way past it.
        if (changed.size() < limits_.bite || changed.back().updated_at == since) break;
        since = changed.back().updated_at;
    }
    forget_old();
}

bool JobWatch::is_news(const Job& job) const {
    const auto seen = seen_.find(job.id);
    return seen == seen_.end() || seen->second != job.updated_at;
}

void JobWatch::note(const Job& job) {
    newest_ = std::max(*newest_, job.updated_at);
    seen_.insert_or_assign(job.id, job.updated_at);
}

asio::awaitable<void> JobWatch::tell(Job job) {
    const auto at = job.updated_at;
    if (job.status == JobStatus::queued) co_return tell_queued(events_, job, at);
    if (is_own_(job.worker)) co_return;
    if (job.status == JobStatus::running) co_return tell_progress(events_, job, at);
    auto video = co_await videos_.find(job.video);
    tell_end(events_, {.job = std::move(job), .video = std::move(video)}, at);
}

void JobWatch::forget_old() {
    const auto before = *newest_ - limits_.late;
    std::erase_if(seen_, [before](const auto& seen) { return seen.second < before; });
}

}  // namespace freshet::vod
