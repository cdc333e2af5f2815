#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/events.hpp"
#include "base/result.hpp"
#include "vod/job.hpp"
#include "vod/job_repository.hpp"

namespace freshet::vod {

/// The queue as workers see it: JobRepository, and everybody hears of what they do, after it is on
/// disk. Used by all workers at once; what it refers to outlives it.
class WorkQueue {
public:
    WorkQueue(JobRepository& repository, EventBus& events, WallClock clock);

    asio::awaitable<std::optional<Claim>> claim(JobWish wish);
    asio::awaitable<std::size_t> bury(std::size_t count);
    asio::awaitable<Result<void>> renew(Claim claim, std::uint32_t progress);
    /// The claim as it is from now on.
    asio::awaitable<Result<Claim>> become(Claim claim, JobKind kind);
    asio::awaitable<Result<void>> publish(Claim claim, Outcome outcome);
    asio::awaitable<Result<void>> add_rendition(Claim claim, Rendition rendition);
    asio::awaitable<Result<void>> complete(Claim claim);
    asio::awaitable<Result<void>> fail(Claim claim, FailureCode code);
    asio::awaitable<Result<void>> put_off(Claim claim, Hindrance hindrance);
    asio::awaitable<Result<void>> give_back(Claim claim);

private:
    asio::awaitable<Result<void>> tell(asio::awaitable<Result<Ended>> act);

    JobRepository& repository_;
    EventBus& events_;
    WallClock clock_;
};

}  // namespace freshet::vod
