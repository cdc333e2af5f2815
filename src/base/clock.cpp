#include "base/clock.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace freshet {

using namespace std::chrono;

MonoTime mono_now() { return steady_clock::now(); }

WallTime wall_now() { return floor<milliseconds>(system_clock::now()); }

std::string to_rfc3339(WallTime time) {
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                       clock.subseconds().count());
}

namespace {

/// Takes exactly `count` digits off the front.
std::optional<int> take_number(std::string_view& text, std::size_t count) {
    if (text.size() < count) return std::nullopt;
    int number = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        number = number * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return number;
}

bool take_char(std::string_view& text, std::string_view any_of) {
    if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<milliseconds> take_fraction(std::string_view& text) {
    if (!take_char(text, ".")) return milliseconds(0);
    int scale = 100;
    int sum = 0;
    std::size_t digits = 0;
    while (auto digit = take_number(text, 1)) {
        sum += *digit * scale;
        scale /= 10;
        ++digits;
    }
    if (digits == 0) return std::nullopt;
    return milliseconds(sum);
}

std::optional<minutes> take_offset(std::string_view& text) {
    if (take_char(text, "Zz")) return minutes(0);
    if (text.empty()) return std::nullopt;
    const int sign = text.front() == '-' ? -1 : 1;
    if (!take_char(text, "+-")) return std::nullopt;
    const auto hour = take_number(text, 2);
    if (!hour || *hour > 23 || !take_char(text, ":")) return std::nullopt;
    const auto minute = take_number(text, 2);
    if (!minute || *minute > 59) return std::nullopt;
    return sign * minutes(*hour * 60 + *minute);
}

}  // namespace

std::optional<WallTime> from_rfc3339(std::string_view text) {
    const auto y = take_number(text, 4);
    if (!y || !take_char(text, "-")) return std::nullopt;
    const auto m = take_number(text, 2);
    if (!m || !take_char(text, "-")) return std::nullopt;
    const auto d = take_number(text, 2);
    if (!d || !take_char(text, "Tt ")) return std::nullopt;
    const year_month_day date(year(*y), month(static_cast<unsigned>(*m)),
                              day(static_cast<unsigned>(*d)));
    const auto hour = take_number(text, 2);
    if (!date.ok() || !hour || *hour > 23 || !take_char(text, ":")) return std::nullopt;
    const auto minute = take_number(text, 2);
    if (!minute || *minute > 59 || !take_char(text, ":")) return std::nullopt;
    const auto second = take_number(text, 2);
    if (!second || *second > 60) return std::nullopt;
    const auto fraction = take_fraction(text);
    const auto offset = fraction ? take_offset(text) : std::nullopt;
    if (!offset || !text.empty()) return std::nullopt;
    return sys_days(date) + hours(*hour) + minutes(*minute) + seconds(*second) + *fraction -
           *offset;
}

}  // namespace freshet
