#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"

namespace freshet {

/// A place in an endless list that runs from the newest to the oldest: just after the item of that
/// time and id. Rows that come or go meanwhile neither repeat nor hide others. On the wire it is a
/// text of which clients know nothing.
struct Cursor {
    WallTime at;
    Uuid id;

    /// Reads what `to_string` writes.
    [[nodiscard]] static std::optional<Cursor> parse(std::string_view text);

    auto operator<=>(const Cursor&) const = default;
};

[[nodiscard]] std::string to_string(const Cursor& cursor);

/// Which part of an endless list is asked for.
struct CursorPage {
    std::optional<Cursor> after{};  // Absent: from the newest.
    std::uint32_t limit = 20;       // Callers keep it within Page::limit_max.
};

/// One part of an endless list.
template <class T>
struct Stretch {
    std::vector<T> items;
    std::optional<Cursor> next;  // Absent: that was all.
};

/// Makes a stretch of up to `limit` + 1 items that were looked up: one too many says that there are
/// more. `place` tells where an item stands.
template <class T, class Place>
[[nodiscard]] Stretch<T> stretch_of(std::vector<T> items, std::uint32_t limit, Place place) {
    Stretch<T> stretch{.items = std::move(items), .next = {}};
    if (stretch.items.size() <= limit) return stretch;
    stretch.items.resize(limit);
    if (!stretch.items.empty()) stretch.next = place(stretch.items.back());
    return stretch;
}

}  // namespace freshet
