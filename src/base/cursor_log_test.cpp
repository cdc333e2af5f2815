#include "base/cursor_log.hpp"

#include <string>

#include <gtest/gtest.h>

namespace freshet {
namespace {

using namespace std::chrono_literals;
using Log = CursorLog<std::string>;

TEST(CursorLog, numbers_entries_in_the_order_in_which_they_came) {
    Log log({});

    log.append("a", {.size_bytes = 1, .start = true});
    log.append("b", {.size_bytes = 1});

    EXPECT_EQ(log.tail(), 0u);
    EXPECT_EQ(log.head(), 2u);
    EXPECT_EQ(log[0], "a");
    EXPECT_EQ(log[1], "b");
}

TEST(CursorLog, begins_newcomers_at_the_newest_start) {
    Log log({});
    EXPECT_EQ(log.newest_start(), std::nullopt);

    log.append("key", {.start = true});
    log.append("delta", {});
    log.append("key", {.start = true});
    log.append("delta", {});

    EXPECT_EQ(log.newest_start(), 2u);
}

TEST(CursorLog, never_holds_more_bytes_than_its_limit) {
    Log log({.bytes_max = 10});

    for (int i = 0; i < 100; ++i) log.append("x", {.size_bytes = 3});

    EXPECT_LE(log.size_bytes(), 10u);
    EXPECT_EQ(log.head(), 100u);
    EXPECT_EQ(log.tail(), 97u);
}

TEST(CursorLog, holds_one_entry_that_is_larger_than_its_limit) {
    Log log({.bytes_max = 10});

    log.append("x", {.size_bytes = 3});
    log.append("huge", {.size_bytes = 11, .start = true});

    EXPECT_EQ(log.tail(), 1u);
    EXPECT_EQ(log.newest_start(), 1u);
}

TEST(CursorLog, makes_newcomers_wait_when_the_newest_start_has_fallen_off) {
    Log log({.bytes_max = 10});

    log.append("key", {.size_bytes = 6, .start = true});
    log.append("delta", {.size_bytes = 6});

    EXPECT_EQ(log.newest_start(), std::nullopt);
}

TEST(CursorLog, keeps_what_is_young_before_the_newest_start_for_readers_that_are_a_little_behind) {
    Log log({.age_max = 10s});

    log.append("key", {.time = 0s, .start = true});
    log.append("delta", {.time = 1s});
    log.append("key", {.time = 2s, .start = true});
    EXPECT_EQ(log.tail(), 0u);

    log.append("delta", {.time = 11s});
    EXPECT_EQ(log.tail(), 1u);
}

TEST(CursorLog, keeps_a_whole_group_however_old_its_start_is) {
    Log log({.age_max = 10s});

    log.append("key", {.time = 0s, .start = true});
    log.append("delta", {.time = 60s});

    EXPECT_EQ(log.newest_start(), 0u);
}

}  // namespace
}  // namespace freshet
