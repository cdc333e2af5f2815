#include "base/local_day.hpp"

#include <gtest/gtest.h>

namespace freshet {
namespace {

using namespace std::chrono_literals;
using std::chrono::year_month_day;

WallTime at(std::string_view text) { return from_rfc3339(text).value(); }

TEST(LocalDay, begins_and_ends_at_the_midnights_of_its_zone) {
    const auto day = day_at(at("2026-01-31T16:30:00Z"), "Asia/Ho_Chi_Minh");

    EXPECT_EQ(day.date, year_month_day(2026y / 1 / 31));
    EXPECT_EQ(day.begins, at("2026-01-30T17:00:00Z"));
    EXPECT_EQ(day.ends, at("2026-01-31T17:00:00Z"));
    EXPECT_EQ(day_at(day.ends, "Asia/Ho_Chi_Minh").date, year_month_day(2026y / 2 / 1));
}

TEST(LocalDay, has_23_or_25_hours_when_the_clocks_change) {
    const auto spring = day_of(2026y / 3 / 29, "Europe/Berlin");
    const auto autumn = day_of(2026y / 10 / 25, "Europe/Berlin");

    EXPECT_EQ(spring.ends - spring.begins, 23h);
    EXPECT_EQ(autumn.ends - autumn.begins, 25h);
    EXPECT_EQ(spring.begins, at("2026-03-28T23:00:00Z"));
}

TEST(LocalDay, follows_the_rules_of_a_zone_beyond_the_tables) {
    EXPECT_EQ(day_of(2060y / 7 / 1, "America/New_York").begins, at("2060-07-01T04:00:00Z"));
}

TEST(LocalDay, days_of_a_zone_leave_no_gap) {
    for (const auto* zone : {"UTC", "America/Sao_Paulo", "Africa/Cairo", "Asia/Beirut"}) {
        auto day = day_of(2018y / 1 / 1, zone);
        for (int i = 0; i < 800; ++i) {
            const auto next = day_at(day.ends, zone);
            ASSERT_EQ(next.begins, day.ends) << zone << " " << to_date_text(day.date);
            day = next;
        }
    }
}

TEST(TimeZones, are_those_of_the_database_and_nothing_else) {
    for (const auto* name : {"UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"})
        EXPECT_TRUE(is_time_zone(name)) << name;
    for (const auto* name :
         {"", "Europe/Atlantis", "GMT+3", "../etc/passwd", "Berlin ", "\xc3\xa4"})
        EXPECT_FALSE(is_time_zone(name)) << name;
    EXPECT_FALSE(is_time_zone(std::string(1000, 'a')));
    EXPECT_EQ(day_at(at("2026-01-31T12:00:00Z"), "nowhere").begins, at("2026-01-31T00:00:00Z"));
}

TEST(DateText, reads_what_it_writes_and_no_day_that_is_none) {
    EXPECT_EQ(from_date_text(to_date_text(2026y / 2 / 3)), year_month_day(2026y / 2 / 3));
    for (const auto* text :
         {"2026-02-30", "2026-2-3", "2026/02/03", "2026-02-0x", "", "+026-02-03"})
        EXPECT_FALSE(from_date_text(text)) << text;
}

}  // namespace
}  // namespace freshet
