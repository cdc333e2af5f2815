#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.hpp"

namespace freshet::http {

/// What was read from a client and not yet used up. Small while a connection idles.
class Inbox {
public:
    [[nodiscard]] std::string_view text() const { return {buffer_.data() + begin_, end_ - begin_}; }
    [[nodiscard]] std::span<char> bytes() {
        return std::span(buffer_).subspan(begin_, end_ - begin_);
    }
    [[nodiscard]] bool empty() const { return begin_ == end_; }

    /// Room behind what is there: at least one byte, or what makes the whole as large as is said.
    [[nodiscard]] std::span<char> room(std::size_t size_min = 0) {
        if (begin_ > 0) {
            std::copy(buffer_.begin() + at(begin_), buffer_.begin() + at(end_), buffer_.begin());
            end_ -= begin_;
            begin_ = 0;
        }
        if (buffer_.size() < size_min) buffer_.resize(size_min);
        if (end_ == buffer_.size()) buffer_.resize(std::max(size_first, 2 * buffer_.size()));
        return std::span(buffer_).subspan(end_);
    }

    /// So many bytes were written to `room()`.
    void arrived(std::size_t count) { end_ += count; }

    void use_up(std::size_t count) {
        begin_ += count;
        if (begin_ == end_) begin_ = end_ = 0;
    }

    /// Gives back what a large body needed.
    void shrink() {
        if (buffer_.size() <= size_idle_max) return;
        buffer_ = std::vector(buffer_.begin() + at(begin_), buffer_.begin() + at(end_));
        end_ -= std::exchange(begin_, 0);
    }

private:
    static constexpr std::size_t size_idle_max = 32 * 1024;
    static constexpr std::size_t size_first = 4 * 1024;

    static std::ptrdiff_t at(std::size_t index) { return static_cast<std::ptrdiff_t>(index); }

    std::vector<char> buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace freshet::http
