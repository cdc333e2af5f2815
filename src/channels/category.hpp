#pragma once

#include <string>

#include "base/clock.hpp"
#include "base/ids.hpp"

namespace freshet::channels {

/// What streams are about; the staff makes them.
struct Category {
    CategoryId id;
    std::string name;
    std::string slug;      // Its name in addresses, unique.
    std::string icon_url;  // Empty: none.
    WallTime created_at;

    bool operator==(const Category&) const = default;
};

}  // namespace freshet::channels
