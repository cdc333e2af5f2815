#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace freshet {

/// One day as the clocks of a time zone tell it: not every one has 24 hours.
struct LocalDay {
    std::chrono::year_month_day date;
    WallTime begins;
    WallTime ends;  // Where the next one begins.

    bool operator==(const LocalDay&) const = default;
};

/// Whether this names a zone of the IANA database, such as "Europe/Berlin" or "UTC".
[[nodiscard]] bool is_time_zone(std::string_view name);

/// The day that this moment lies in. A zone that is none is UTC.
[[nodiscard]] LocalDay day_at(WallTime moment, std::string_view zone);

/// The day of this date.
[[nodiscard]] LocalDay day_of(std::chrono::year_month_day date, std::string_view zone);

/// RFC 3339's full-date: "2026-01-31".
[[nodiscard]] std::string to_date_text(std::chrono::year_month_day date);
[[nodiscard]] std::optional<std::chrono::year_month_day> from_date_text(std::string_view text);

}  // namespace freshet
