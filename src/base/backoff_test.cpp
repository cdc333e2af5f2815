#include "base/backoff.hpp"

#include <gtest/gtest.h>

namespace freshet {
namespace {

using namespace std::chrono_literals;

TEST(Backoff, doubles_up_to_its_limit) {
    Backoff backoff({.first = 100ms, .max = 500ms});

    for (const auto whole : {100ms, 200ms, 400ms, 500ms, 500ms}) {
        const auto wait = backoff.next();
        EXPECT_GE(wait, whole / 2);
        EXPECT_LE(wait, whole);
    }
}

TEST(Backoff, does_not_send_everybody_at_the_same_moment) {
    std::chrono::milliseconds least = 24h;
    std::chrono::milliseconds most = 0ms;
    for (int i = 0; i < 100; ++i) {
        const auto wait = Backoff({.first = 1000ms, .max = 1000ms}).next();
        least = std::min(least, wait);
        most = std::max(most, wait);
    }

    EXPECT_GT(most - least, 100ms);
}

}  // namespace
}  // namespace freshet
