#include "net/viewer_cursor.hpp"

#include <algorithm>

namespace freshet::net {

namespace {

/// Fills places for gathered writing, leaving out the first `skip` bytes.
class Places {
public:
    Places(std::span<iovec> out, std::size_t skip) : out_(out), skip_(skip) {}

    [[nodiscard]] bool full() const { return used_ == out_.size(); }
    [[nodiscard]] std::size_t used() const { return used_; }

    void add(ByteSpan bytes) {
        const auto skipped = std::min(skip_, bytes.size());
        skip_ -= skipped;
        const auto rest = bytes.subspan(skipped);
        if (rest.empty() || full()) return;
        out_[used_++] = {const_cast<std::byte*>(rest.data()), rest.size()};
    }

    void add(const Chunk& chunk) {
        for (const auto& piece : chunk.pieces) add(piece.bytes());
    }

private:
    std::span<iovec> out_;
    std::size_t skip_;
    std::size_t used_ = 0;
};

}  // namespace

void ViewerCursor::settle(const ChunkLog& log) {
    if (sent_of_next_ > 0 || leaving_) return;
    if (placed_ && next_ >= log.tail()) return;
    const auto start = log.newest_start();
    placed_ = start.has_value();
    if (!start) return;

    const auto& preface = *log[*start]->start;
    if (!greeted_) {
        say(preface.for_newcomers.bytes());
    } else {
        ++jumps_;
        if (version_ != preface.version) say(preface.for_returning.bytes());
    }
    greeted_ = true;
    next_ = *start;
    version_ = preface.version;
}

std::size_t ViewerCursor::gather(const ChunkLog& log, std::span<iovec> out) const {
    Places places(out, sent_of_next_);
    auto number = next_;
    if (sent_of_next_ > 0) places.add(chunk(log, number++));
    if (!aside_.empty() && !places.full()) places.add(ByteSpan(aside_).subspan(aside_sent_));
    if (!placed_ || leaving_ || number < log.tail()) return places.used();
    while (number < log.head() && !places.full()) places.add(chunk(log, number++));
    return places.used();
}

void ViewerCursor::advance(const ChunkLog& log, std::size_t sent) {
    while (sent > 0) {
        if (sent_of_next_ == 0 && !aside_.empty()) {
            const auto taken = std::min(sent, aside_.size() - aside_sent_);
            aside_sent_ += taken;
            sent -= taken;
            if (aside_sent_ < aside_.size()) return;
            aside_ = Bytes();  // Gives the memory back: most viewers never need it again.
            aside_sent_ = 0;
            continue;
        }

        const auto& current = chunk(log, next_);
        const auto taken = std::min(sent, current.size_bytes - sent_of_next_);
        sent_of_next_ += taken;
        sent -= taken;
        if (sent_of_next_ < current.size_bytes) {
            if (!begun_) begun_ = log[next_];
            return;
        }
        begun_.reset();
        sent_of_next_ = 0;
        ++next_;
    }
}

}  // namespace freshet::net
