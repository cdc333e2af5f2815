#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include "base/loop.hpp"
#include "net/descriptor.hpp"
#include "net/viewer.hpp"

namespace freshet::net {

class Fanout;

/// The viewers of one io thread: tells the kernel which sockets to watch, and hears from it which
/// may be written to again, which have said something and which are gone. It keeps an epoll set of
/// its own, itself one descriptor in Asio's, so that a viewer costs no Asio object and no handler.
/// Outlives every Fanout on its thread.
class FanoutWriter {
public:
    struct Limits {
        /// A viewer that has not taken a byte for this long is let go.
        std::chrono::milliseconds stall_max = std::chrono::seconds(10);
        /// About a keyframe: keeps the kernel's queue short, so that a slow viewer jumps rather
        /// than lags.
        int unsent_bytes_max = 256 * 1024;
        /// What a viewer may say at once, and what we owe it in answers.
        std::size_t input_bytes_max = 64 * 1024;
        std::size_t answer_bytes_max = 16 * 1024;
    };

    FanoutWriter(boost::asio::io_context& context, Loop& loop, Limits limits);
    ~FanoutWriter();

    FanoutWriter(const FanoutWriter&) = delete;
    FanoutWriter& operator=(const FanoutWriter&) = delete;

private:
    friend class Fanout;
    [[nodiscard]] bool watch(Viewer& viewer);
    void unwatch(Viewer& viewer);
    /// The viewer is gone, but events that name it may be waiting in the batch that is being
    /// handled.
    void bury(std::unique_ptr<Viewer> viewer);

    void wait_for_events();
    void handle_events();
    void handle_event(Viewer& viewer, std::uint32_t what);

    Loop& loop_;
    Limits limits_;
    boost::asio::posix::stream_descriptor epoll_;
    std::vector<std::unique_ptr<Viewer>> buried_;
    std::vector<std::byte> inbox_;
    bool handling_ = false;
};

}  // namespace freshet::net
