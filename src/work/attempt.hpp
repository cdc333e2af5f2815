#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/result.hpp"
#include "net/task_group.hpp"
#include "vod/job.hpp"
#include "work/maker.hpp"
#include "work/parts.hpp"

namespace freshet::work {

/// One worker's attempt at one job: it keeps the lease, takes the steps, and writes down what came
/// of it. Who loses the lease stops at once and takes away what it made; nobody else looks there,
/// for a generation is one claim's. Lives on the thread of its executor.
class Attempt {
public:
    Attempt(const Parts& parts, vod::Claim claim, const asio::any_io_executor& executor);

    Attempt(const Attempt&) = delete;
    Attempt& operator=(const Attempt&) = delete;

    /// Comes back when nothing is left to do. Once.
    asio::awaitable<void> run();

    /// Breaks it off: the job is given back.
    void stop();

private:
    class Over;

    /// How it ended; `std::monostate`: it was broken off, or something that it needs is away.
    struct Done {};
    using Ending =
        std::variant<std::monostate, Done, vod::Outcome, vod::FailureCode, vod::Hindrance>;

    asio::awaitable<void> work();
    asio::awaitable<void> keep_lease();
    asio::awaitable<void> settle();

    asio::awaitable<Ending> remove();
    asio::awaitable<void> remove_former();
    asio::awaitable<Ending> process();
    asio::awaitable<std::optional<Ending>> fetch(ffmpeg::Workspace workspace);
    asio::awaitable<Result<void>> become(vod::JobKind kind);
    asio::awaitable<Ending> upload(ffmpeg::Workspace workspace, Made made);
    asio::awaitable<Result<void>> put(std::string key, std::filesystem::path file);
    asio::awaitable<Ending> ending_of(ErrorCode error);
    asio::awaitable<void> write_down();
    asio::awaitable<void> take_away();
    asio::awaitable<Result<void>> write_ending();
    void interrupt();

    const Parts& parts_;
    vod::Claim claim_;
    ffmpeg::Workspace workspace_;
    net::TaskGroup tasks_;
    asio::steady_timer timer_;
    std::optional<net::Interrupt> interrupt_{};
    Ending ending_{};
    unsigned progress_ = 0;
    bool is_over_ = false;
    bool is_lost_ = false;  // The lease.
    bool is_stopping_ = false;
    bool has_uploaded_ = false;  // Something, of this generation.
};

}  // namespace freshet::work
