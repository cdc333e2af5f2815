#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/result.hpp"
#include "net/confinement.hpp"
#include "net/line_reader.hpp"

namespace freshet::net {

class BlockingPool;

/// What a child may have of the machine. What it asks for beyond its memory and files it does not
/// get; of the rest it dies.
struct ChildLimits {
    std::chrono::seconds wall{60};
    std::chrono::seconds cpu{60};                             // Of all of its threads together.
    std::chrono::milliseconds stop_grace{2'000};              // Between SIGTERM and SIGKILL.
    std::uint64_t memory_bytes_max = std::uint64_t{8} << 30;  // Of address space.
    std::uint64_t file_bytes_max = std::uint64_t{1} << 30;    // Of each file that it writes.
    std::uint64_t files_max = 64;                             // Open at once.
    std::size_t line_bytes_max = 4096;                        // What is longer is cut.
    std::size_t output_bytes_max = std::size_t{1} << 20;      // On stdout, all together.
    std::size_t last_words_bytes_max = 4096;                  // Of stderr, its end.
};

/// What is to be run. No shell comes near it.
struct ChildSpec {
    std::vector<std::string> arguments{};  // The first is the program: a path, or found in PATH.
    std::filesystem::path folder = "/";    // Where it works.
    Confinement::Paths paths{};            // What it may see beside the system's own.
    ChildLimits limits{};
};

/// How a child came to its end.
struct ChildEnd {
    enum class How : std::uint8_t { exited, killed, stopped, timed_out, said_too_much };

    How how = How::exited;
    int code = 0;  // Of exit, or the signal.
    std::string last_words{};
    std::chrono::microseconds cpu_time{};

    [[nodiscard]] bool is_good() const { return how == How::exited && code == 0; }
};

/// A program of somebody else's at work for us: a group of processes of its own, at the lowest
/// priority, with a clean environment, nothing on stdin, no descriptor of ours, and walls around it
/// (Confinement). It dies with this object, and when our process is killed. Lives on the io thread
/// on which it was started; the calls below are made there.
class ChildProcess {
public:
    using OnLine = LineReader::OnLine;

    /// Starts it on a thread of `pool`, which outlives the child: the kernel lets a child die with
    /// the thread that bore it. `on_line` hears what it says on stdout, line by line. Fails with
    /// what the system says: the program is not there, no more processes.
    static boost::asio::awaitable<Result<std::unique_ptr<ChildProcess>>> start(BlockingPool& pool,
                                                                               ChildSpec spec,
                                                                               OnLine on_line);
    ~ChildProcess();  // Kills what is left of it.

    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// Comes back when it has ended and all that it said was told.
    boost::asio::awaitable<ChildEnd> ended();

    /// Asks it to leave, and soon makes it.
    void stop();

    [[nodiscard]] int pid() const;

private:
    struct State;

    explicit ChildProcess(std::shared_ptr<State> state);

    std::shared_ptr<State> state_;
};

}  // namespace freshet::net
