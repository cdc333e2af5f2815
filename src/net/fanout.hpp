#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "base/chunk.hpp"
#include "base/loop.hpp"
#include "net/viewer.hpp"

namespace freshet::net {

class FanoutWriter;

/// Sums over any number of Fanouts. Written by their threads, read by any.
struct FanoutTotals {
    std::atomic<std::int64_t> viewers = 0;  // Now; the others since the start.
    std::atomic<std::uint64_t> bytes = 0;
    std::atomic<std::uint64_t> jumps = 0;
    std::atomic<std::uint64_t> let_go = 0;
};

/// One log of chunks and the viewers who follow it on one io thread. Whatever lies between a
/// viewer's cursor and the head goes out in one gathered write; nothing is queued, copied or
/// allocated per viewer and chunk. Knows slices, not what they mean. Its destructor closes the
/// viewers who are left.
class Fanout {
public:
    struct Config {
        ChunkLog::Limits log = {};
        /// How long chunks may wait for others to go out with them. 0: not at all.
        std::chrono::milliseconds merge{0};
    };

    /// `on_empty` is posted when the last viewer has gone; it may destroy the Fanout.
    Fanout(FanoutWriter& writer, FanoutTotals& totals, Config config,
           std::function<void()> on_empty);
    ~Fanout();

    Fanout(const Fanout&) = delete;
    Fanout& operator=(const Fanout&) = delete;

    /// Puts a chunk at the head and sees to it that viewers get it, after whatever else is being
    /// handled now: chunks that come in together go out together.
    void append(ChunkPtr chunk, std::chrono::microseconds time);

    /// Serves a connected, non-blocking socket from now on. `greeting` goes out at once, before any
    /// chunk.
    void add(Descriptor socket, ByteSpan greeting, std::unique_ptr<ViewerSession> session);

    /// Nothing more will come: everyone gets what is there, then `goodbye`, and is closed.
    void finish(Slice goodbye);

    [[nodiscard]] std::size_t viewers() const { return viewers_.size(); }

private:
    friend struct Viewer;

    void schedule_pass();
    void pass();
    void prepare_shared_write();
    void check_viewers();

    /// Writes all that the kernel takes. Says why when the viewer is over.
    std::optional<ViewerEnd> write(Viewer& viewer);
    ssize_t send(Viewer& viewer);
    void serve(Viewer& viewer);
    void tell_totals();
    void hear(Viewer& viewer);
    void dismiss_if_asked(Viewer& viewer);
    /// Once it has had what is owed to it.
    void close_as(Viewer& viewer, ViewerEnd why);
    void end(Viewer& viewer, ViewerEnd why);

    FanoutWriter& writer_;
    FanoutTotals& totals_;
    Config config_;
    std::function<void()> on_empty_;
    ChunkLog log_;
    std::vector<std::unique_ptr<Viewer>> viewers_;
    bool finishing_ = false;
    std::uint64_t untold_bytes_ = 0;
    std::uint64_t untold_jumps_ = 0;
    MonoTime next_pass_{};
    bool pass_scheduled_ = false;
    std::unique_ptr<Wake> pass_wake_;
    std::unique_ptr<Wake> check_wake_;

    /// What most viewers need in this pass: the chunks from `from` to the head.
    struct SharedWrite {
        std::uint64_t from = 0;
        std::uint64_t to = 0;
        std::size_t size_bytes = 0;
        std::vector<iovec> places;
    };
    SharedWrite shared_;
    std::uint64_t sent_to_ = 0;  // Where the last pass ended.
    std::shared_ptr<Fanout*> alive_ =
        std::make_shared<Fanout*>(this);  // Expired for posted work once we are gone.
};

}  // namespace freshet::net
