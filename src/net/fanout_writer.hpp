#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

#include "base/loop.hpp"
#include "net/epoll_set.hpp"

namespace freshet::net {

class Fanout;

/// What the Fanouts of one io thread share: the set of their viewers' sockets, and the limits of a
/// viewer. Outlives every Fanout on its thread.
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

    FanoutWriter(boost::asio::io_context& context, Loop& loop, Limits limits)
        : loop_(loop), limits_(limits), sockets_(context), inbox_(16 * 1024) {}

    FanoutWriter(const FanoutWriter&) = delete;
    FanoutWriter& operator=(const FanoutWriter&) = delete;

private:
    friend class Fanout;

    Loop& loop_;
    Limits limits_;
    EpollSet sockets_;
    std::vector<std::byte> inbox_;
};

}  // namespace freshet::net
