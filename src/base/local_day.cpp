#include "base/local_day.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <unicode/ucal.h>

#include <fmt/format.h>

#include "base/check.hpp"

namespace freshet {

using namespace std::chrono;

namespace {

constexpr std::size_t name_size_max = 64;

using Calendar = std::unique_ptr<UCalendar, decltype(&ucal_close)>;

/// Names of zones are ASCII, so widening is all it takes.
std::u16string wide(std::string_view name) { return {name.begin(), name.end()}; }

Calendar calendar_of(std::string_view zone) {
    const auto name = wide(is_time_zone(zone) ? zone : "UTC");
    UErrorCode error = U_ZERO_ERROR;
    Calendar calendar(ucal_open(name.data(), static_cast<std::int32_t>(name.size()), "en",
                                UCAL_GREGORIAN, &error),
                      &ucal_close);
    FRESHET_CHECK(U_SUCCESS(error));
    return calendar;
}

WallTime midnight(const Calendar& calendar, year_month_day date) {
    UErrorCode error = U_ZERO_ERROR;
    ucal_clear(calendar.get());
    ucal_setDate(calendar.get(), static_cast<int>(date.year()),
                 static_cast<int>(static_cast<unsigned>(date.month())) - 1,
                 static_cast<int>(static_cast<unsigned>(date.day())), &error);
    const auto time = ucal_getMillis(calendar.get(), &error);
    FRESHET_CHECK(U_SUCCESS(error));
    return WallTime(milliseconds(static_cast<std::int64_t>(time)));
}

LocalDay day_of(const Calendar& calendar, year_month_day date) {
    const year_month_day next(sys_days(date) + days(1));
    return {.date = date, .begins = midnight(calendar, date), .ends = midnight(calendar, next)};
}

/// The whole of `text`, as digits.
std::optional<unsigned> number(std::string_view text) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

bool is_time_zone(std::string_view name) {
    const bool is_plausible =
        !name.empty() && name.size() <= name_size_max && std::ranges::all_of(name, [](char c) {
            return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                   c == '/' || c == '_' || c == '-' || c == '+';
        });
    if (!is_plausible) return false;
    const auto id = wide(name);
    std::array<char16_t, 2 * name_size_max> canonical{};
    UBool is_system_id = 0;
    UErrorCode error = U_ZERO_ERROR;
    (void)ucal_getCanonicalTimeZoneID(id.data(), static_cast<std::int32_t>(id.size()),
                                      canonical.data(), static_cast<std::int32_t>(canonical.size()),
                                      &is_system_id, &error);
    // ICU takes "GMT+3" too, which is in no database.
    return U_SUCCESS(error) && is_system_id != 0;
}

LocalDay day_at(WallTime moment, std::string_view zone) {
    const auto calendar = calendar_of(zone);
    UErrorCode error = U_ZERO_ERROR;
    ucal_setMillis(calendar.get(), static_cast<double>(moment.time_since_epoch().count()), &error);
    const auto field = [&](UCalendarDateFields which) {
        return ucal_get(calendar.get(), which, &error);
    };
    const year_month_day date(year(field(UCAL_YEAR)),
                              month(static_cast<unsigned>(field(UCAL_MONTH) + 1)),
                              day(static_cast<unsigned>(field(UCAL_DATE))));
    FRESHET_CHECK(U_SUCCESS(error));
    return day_of(calendar, date);
}

LocalDay day_of(year_month_day date, std::string_view zone) {
    return day_of(calendar_of(zone), date);
}

std::string to_date_text(year_month_day date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::optional<year_month_day> from_date_text(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto y = number(text.substr(0, 4));
    const auto m = number(text.substr(5, 2));
    const auto d = number(text.substr(8, 2));
    if (!y || !m || !d) return std::nullopt;
    const year_month_day date(year(static_cast<int>(*y)), month(*m), day(*d));
    if (!date.ok()) return std::nullopt;
    return date;
}

}  // namespace freshet
