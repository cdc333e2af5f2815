#include "serve/sockets/topic_log.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/check.hpp"

namespace freshet::sockets {

void TopicLog::append(EditionPtr edition) {
    for (std::size_t i = 0; i < dialect_count; ++i) {
        if (edition->texts[i].frame.empty()) continue;
        bytes_[i] += edition->texts[i].frame.size();
        newest_[i] = edition->number;
    }
    entries_.push_back(std::move(edition));
    const auto is_full = [this] {
        return std::ranges::any_of(bytes_, [this](auto bytes) { return bytes > bytes_max_; });
    };
    while (is_full() && head() - tail() > 1) drop_oldest();
}

void TopicLog::drop_oldest() {
    FRESHET_CHECK(!empty());
    const auto gone = std::move(entries_[first_++]);
    ++tail_;
    for (std::size_t i = 0; i < dialect_count; ++i) {
        if (gone->texts[i].frame.empty()) continue;
        bytes_[i] -= gone->texts[i].frame.size();
        dropped_numbers_[i] = gone->number;
        dropped_before_[i] = tail_;
    }
    // Moves every entry once for each time that the log has been replaced by new ones.
    if (2 * first_ < entries_.size()) return;
    entries_.erase(entries_.begin(), entries_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
}

std::optional<TopicLog::Position> TopicLog::after(Number number, Dialect dialect) const {
    if (number < dropped_numbers_.at(static_cast<std::size_t>(dialect))) return std::nullopt;
    const auto begin = entries_.begin() + static_cast<std::ptrdiff_t>(first_);
    const auto found = std::ranges::upper_bound(begin, entries_.end(), number, {},
                                                [](const auto& entry) { return entry->number; });
    return tail_ + static_cast<Position>(found - begin);
}

std::size_t TopicLog::size_bytes() const {
    return std::accumulate(bytes_.begin(), bytes_.end(), std::size_t{0});
}

}  // namespace freshet::sockets
