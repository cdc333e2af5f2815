#include "vod/work_queue.hpp"

#include <utility>

#include "vod/news.hpp"

namespace freshet::vod {

WorkQueue::WorkQueue(JobRepository& repository, EventBus& events, WallClock clock)
    : repository_(repository), events_(events), clock_(std::move(clock)) {}

asio::awaitable<std::optional<Claim>> WorkQueue::claim(JobWish wish) {
    auto claimed = co_await repository_.claim(std::move(wish));
    if (!claimed) co_return std::nullopt;
    tell_progress(events_, claimed->job, clock_());
    co_return std::move(claimed->claim);
}

asio::awaitable<std::size_t> WorkQueue::bury(std::size_t count) {
    const auto buried = co_await repository_.bury(count);
    for (const auto& ended : buried) tell_end(events_, ended, clock_());
    co_return buried.size();
}

asio::awaitable<Result<void>> WorkQueue::renew(Claim claim, std::uint32_t progress) {
    const auto job = co_await repository_.renew(std::move(claim), progress);
    if (!job) co_return std::unexpected(job.error());
    tell_progress(events_, *job, clock_());
    co_return Result<void>();
}

asio::awaitable<Result<Claim>> WorkQueue::become(Claim claim, JobKind kind) {
    const auto job = co_await repository_.become(claim, kind);
    if (!job) co_return std::unexpected(job.error());
    tell_progress(events_, *job, clock_());
    claim.kind = kind;
    co_return claim;
}

asio::awaitable<Result<void>> WorkQueue::publish(Claim claim, Outcome outcome) {
    return tell(repository_.publish(std::move(claim), std::move(outcome)));
}

asio::awaitable<Result<void>> WorkQueue::add_rendition(Claim claim, Rendition rendition) {
    const auto video = co_await repository_.add_rendition(std::move(claim), std::move(rendition));
    if (!video) co_return std::unexpected(video.error());
    tell_changed(events_, *video, clock_());
    co_return Result<void>();
}

asio::awaitable<Result<void>> WorkQueue::complete(Claim claim) {
    return tell(repository_.complete(std::move(claim)));
}

asio::awaitable<Result<void>> WorkQueue::fail(Claim claim, FailureCode code) {
    return tell(repository_.fail(std::move(claim), code));
}

asio::awaitable<Result<void>> WorkQueue::put_off(Claim claim, Hindrance hindrance) {
    return tell(repository_.put_off(std::move(claim), std::move(hindrance)));
}

asio::awaitable<Result<void>> WorkQueue::give_back(Claim claim) {
    return tell(repository_.give_back(std::move(claim)));
}

asio::awaitable<Result<void>> WorkQueue::tell(asio::awaitable<Result<Ended>> act) {
    const auto ended = co_await std::move(act);
    if (!ended) co_return std::unexpected(ended.error());
    tell_end(events_, *ended, clock_());
    if (ended->job.status == JobStatus::queued)
        events_.publish(JobQueued{.job = ended->job.id, .at = clock_()});
    co_return Result<void>();
}

}  // namespace freshet::vod
