#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "serve/sockets/edition.hpp"

namespace freshet::sockets {

/// The newest news of one topic, which clients follow with cursors of their own: positions, which
/// rise by one from entry to entry. Bounded in each dialect; what falls off is remembered by its
/// number, so that whoever comes back knows exactly whether something is missing. One thread.
class TopicLog {
public:
    using Position = std::uint64_t;

    /// `dropped`: numbers up to this may once have been here.
    TopicLog(std::size_t bytes_max, Number dropped) : bytes_max_(bytes_max) {
        newest_.fill(dropped);
        dropped_numbers_.fill(dropped);
    }

    void append(EditionPtr edition);

    /// The oldest goes. Only where there is one.
    void drop_oldest();

    [[nodiscard]] Position head() const { return tail_ + size(); }
    [[nodiscard]] Position tail() const { return tail_; }
    [[nodiscard]] std::size_t size() const { return entries_.size() - first_; }
    [[nodiscard]] bool empty() const { return first_ == entries_.size(); }
    [[nodiscard]] const EditionPtr& operator[](Position position) const {
        return entries_[first_ + (position - tail_)];
    }

    /// Where to go on after this number; nothing: something that came after it has fallen off.
    [[nodiscard]] std::optional<Position> after(Number number, Dialect dialect) const;

    /// Whether nothing has fallen off from here on that this dialect would have heard.
    [[nodiscard]] bool reaches_back_to(Position position, Dialect dialect) const {
        return position >= dropped_before_.at(static_cast<std::size_t>(dialect));
    }

    /// The newest number that was ever here and that this dialect heard.
    [[nodiscard]] Number newest(Dialect dialect) const {
        return newest_.at(static_cast<std::size_t>(dialect));
    }

    /// Of all dialects.
    [[nodiscard]] std::size_t size_bytes() const;

private:
    template <class T>
    using ByDialect = std::array<T, dialect_count>;

    std::size_t bytes_max_;
    std::vector<EditionPtr> entries_;  // From first_ on; what stands before is empty.
    std::size_t first_ = 0;
    Position tail_ = 0;
    ByDialect<Number> newest_{};
    ByDialect<std::size_t> bytes_{};
    ByDialect<Number> dropped_numbers_{};   // The newest that has fallen off.
    ByDialect<Position> dropped_before_{};  // The position behind it.
};

}  // namespace freshet::sockets
