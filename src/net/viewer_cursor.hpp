#pragma once

#include <cstdint>
#include <span>
#include <sys/uio.h>

#include "base/chunk.hpp"

namespace freshet::net {

/// Where one viewer stands in a log of chunks: which chunk comes next, how much of it has gone out,
/// and what goes out between two chunks. Pure: knows no socket. Lives on the log's thread.
///
/// A viewer begins at the newest start, or waits for one. When its next chunk has fallen off the
/// log it finishes the chunk that it is in the middle of, then continues at the newest start.
class ViewerCursor {
public:
    /// Puts bytes in front of the next whole chunk: a response head, an answer to a ping.
    void say(ByteSpan bytes) { append(aside_, bytes); }

    /// Nothing more of the log: the chunk that it is in the middle of, what was said, and no more.
    void leave() { leaving_ = true; }

    [[nodiscard]] std::size_t unsaid_bytes() const { return aside_.size() - aside_sent_; }

    /// Finds its place when it has none or has lost it. Call before `gather`.
    void settle(const ChunkLog& log);

    /// Lists what lies between the cursor and the head, as far as `out` reaches. Returns how many
    /// places were used.
    std::size_t gather(const ChunkLog& log, std::span<iovec> out) const;

    /// Takes note that this many of the gathered bytes have gone out.
    void advance(const ChunkLog& log, std::size_t sent);

    /// Whether it stands exactly before chunk `number` with nothing else to say.
    [[nodiscard]] bool is_before(std::uint64_t number) const {
        return placed_ && !leaving_ && next_ == number && sent_of_next_ == 0 && aside_.empty();
    }

    /// Everything up to chunk `number` has gone out. Only where `is_before` held for the first of
    /// them.
    void skip_to(std::uint64_t number) { next_ = number; }

    /// Whether all there is has gone out.
    [[nodiscard]] bool is_done(const ChunkLog& log) const {
        return aside_.empty() && sent_of_next_ == 0 &&
               (leaving_ || !placed_ || next_ == log.head());
    }

    /// How often it lost its place and continued at a later start.
    [[nodiscard]] std::uint32_t jumps() const { return jumps_; }

private:
    [[nodiscard]] const Chunk& chunk(const ChunkLog& log, std::uint64_t number) const {
        return number == next_ && begun_ ? *begun_ : *log[number];
    }

    std::uint64_t next_ = 0;
    std::size_t sent_of_next_ = 0;
    ChunkPtr begun_;  // Held while it is partly sent: the log may drop it meanwhile.
    Bytes aside_;
    std::size_t aside_sent_ = 0;
    std::uint32_t version_ = 0;
    std::uint32_t jumps_ = 0;
    bool placed_ = false;  // `next_` says where it stands; else it waits for a start.
    bool leaving_ = false;
    bool greeted_ = false;  // Has had the preface for newcomers.
};

}  // namespace freshet::net
