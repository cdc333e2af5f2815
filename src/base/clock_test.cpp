#include "base/clock.hpp"

#include <gtest/gtest.h>

namespace freshet {
namespace {

using namespace std::chrono_literals;

TEST(Clock, writes_utc_with_milliseconds) {
    EXPECT_EQ(to_rfc3339(WallTime(1'769'860'800'007ms)), "2026-01-31T12:00:00.007Z");
}

TEST(Clock, reads_back_what_it_writes) {
    for (const auto time : {WallTime(0ms), WallTime(1ms), WallTime(951'782'399'999ms)}) {
        EXPECT_EQ(from_rfc3339(to_rfc3339(time)), time);
    }
}

TEST(Clock, reads_offsets_and_any_number_of_digits) {
    EXPECT_EQ(from_rfc3339("2026-01-31T19:00:00+07:00"), WallTime(1'769'860'800'000ms));
    EXPECT_EQ(from_rfc3339("2026-01-31T12:00:00.1234567Z"), WallTime(1'769'860'800'123ms));
}

TEST(Clock, refuses_what_is_no_time) {
    for (const auto* text :
         {"", "2026", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-01-01T24:00:00Z",
          "2026-01-01T00:00:00", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00Zx"}) {
        EXPECT_FALSE(from_rfc3339(text)) << text;
    }
}

}  // namespace
}  // namespace freshet
