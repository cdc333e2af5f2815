#pragma once

#include <cstdint>
#include <vector>

namespace freshet {

/// Which part of a list is asked for.
struct Page {
    std::uint32_t number = 1;  // From 1.
    std::uint32_t limit = 20;  // Rows on a page; callers keep it within `limit_max`.

    static constexpr std::uint32_t limit_max = 100;

    [[nodiscard]] std::uint64_t offset() const {
        return number == 0 ? 0 : (std::uint64_t{number} - 1) * limit;
    }
};

/// One page of a list, and how long the whole list is.
template <class T>
struct Paged {
    std::vector<T> items;
    std::uint64_t total = 0;
};

}  // namespace freshet
