#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>

#include <boost/asio/awaitable.hpp>

#include "base/result.hpp"
#include "ffmpeg/command.hpp"
#include "ffmpeg/facts.hpp"
#include "ffmpeg/plan.hpp"
#include "net/child_process.hpp"

namespace freshet::net {
class BlockingPool;
}

namespace freshet::ffmpeg {

namespace asio = boost::asio;

/// The folder of one job: the source in it, and a folder in which ffmpeg works.
struct Workspace {
    std::filesystem::path folder;
    std::uint64_t source_bytes = 0;

    [[nodiscard]] std::filesystem::path source() const { return folder / "source"; }
    [[nodiscard]] std::filesystem::path made() const { return folder / "made"; }
};

/// ffprobe and ffmpeg as children (net::ChildProcess). What is awaited here and cancelled is killed
/// at once. Used by all workers at once, each on an io thread; what it refers to outlives it.
class Tools {
public:
    using OnProgress = std::function<void(std::chrono::microseconds)>;

    /// `births` is where children are born; see ChildProcess::start.
    explicit Tools(net::BlockingPool& births) : births_(births) {}

    /// What the source is. The errors are those of Errc.
    asio::awaitable<Result<FileFacts>> probe(Workspace workspace);

    /// Runs one of the commands, with what a plan may cost.
    asio::awaitable<Result<void>> run(Command command, Workspace workspace, net::ChildLimits limits,
                                      OnProgress on_progress = {});

    /// "5.1.6", or what keeps it from being asked.
    asio::awaitable<Result<std::string>> version();

private:
    net::BlockingPool& births_;
};

/// What making video.mp4 may cost, generously: a file of a stranger's is to end some time.
net::ChildLimits limits_of(const Plan& plan, std::uint64_t source_bytes);

/// What the quick steps behind it may cost; no file is larger than this one.
net::ChildLimits limits_of_step(std::uint64_t file_bytes);

}  // namespace freshet::ffmpeg
