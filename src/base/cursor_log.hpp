#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <utility>

#include "base/check.hpp"

namespace freshet {

/// A bounded run of numbered entries that many readers follow, each with a cursor of its own: the
/// number of the entry that it wants next. Entries come in at the head and fall off at the tail;
/// whoever finds its cursor before the tail continues at the newest start. Knows nothing of
/// readers. One thread.
template <class Entry>
class CursorLog {
public:
    struct Limits {
        std::size_t bytes_max = 16 * 1024 * 1024;
        /// Entries before the newest start are dropped when they are older than this.
        std::chrono::microseconds age_max = std::chrono::seconds(10);
    };

    /// What the log needs to know of an entry.
    struct Mark {
        std::size_t size_bytes = 0;
        std::chrono::microseconds time{};
        bool start = false;  // Reading may begin here.
    };

    explicit CursorLog(Limits limits) : limits_(limits) {}

    void append(Entry entry, Mark mark) {
        if (mark.start) newest_start_ = head();
        bytes_ += mark.size_bytes;
        entries_.push_back({std::move(entry), mark});
        drop_what_is_too_old(mark.time);
        while (bytes_ > limits_.bytes_max && entries_.size() > 1) drop_tail();
    }

    /// The number that the next entry will have.
    [[nodiscard]] std::uint64_t head() const { return tail_ + entries_.size(); }

    /// The number of the oldest entry still held.
    [[nodiscard]] std::uint64_t tail() const { return tail_; }

    /// Where a newcomer begins; none: it waits for the next start.
    [[nodiscard]] std::optional<std::uint64_t> newest_start() const {
        if (!newest_start_ || *newest_start_ < tail_) return std::nullopt;
        return newest_start_;
    }

    [[nodiscard]] const Entry& operator[](std::uint64_t number) const {
        FRESHET_CHECK(number >= tail_ && number < head());
        return entries_[number - tail_].entry;
    }

    [[nodiscard]] std::size_t size_bytes() const { return bytes_; }

private:
    struct Held {
        Entry entry;
        Mark mark;
    };

    void drop_what_is_too_old(std::chrono::microseconds now) {
        while (newest_start_ && tail_ < *newest_start_ &&
               entries_.front().mark.time < now - limits_.age_max) {
            drop_tail();
        }
    }

    void drop_tail() {
        bytes_ -= entries_.front().mark.size_bytes;
        entries_.pop_front();
        ++tail_;
    }

    Limits limits_;
    std::deque<Held> entries_;
    std::uint64_t tail_ = 0;
    std::size_t bytes_ = 0;
    std::optional<std::uint64_t> newest_start_;
};

}  // namespace freshet
