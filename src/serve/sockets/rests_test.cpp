#include "serve/sockets/rests.hpp"

#include <gtest/gtest.h>

namespace freshet::sockets {
namespace {

using namespace std::chrono_literals;

class RestsTest : public ::testing::Test {
protected:
    MonoTime now_{1h};
    Rests rests_{{.pass_min = 2ms, .rest_min = 3ms, .rest_max = 20ms}};
};

TEST_F(RestsTest, nothing_is_waited_for_after_a_short_pass) {
    EXPECT_FALSE(rests_.until(now_));

    rests_.note_pass(now_, now_ + 1999us);

    EXPECT_FALSE(rests_.until(now_ + 1999us));
}

TEST_F(RestsTest, a_rest_takes_as_long_as_the_pass) {
    rests_.note_pass(now_, now_ + 7ms);

    EXPECT_EQ(rests_.until(now_ + 7ms), now_ + 14ms);
    EXPECT_EQ(rests_.until(now_ + 14ms - 1ns), now_ + 14ms);
    EXPECT_FALSE(rests_.until(now_ + 14ms));
}

TEST_F(RestsTest, a_rest_has_bounds) {
    rests_.note_pass(now_, now_ + 2ms);
    EXPECT_EQ(rests_.until(now_ + 2ms), now_ + 5ms);

    rests_.note_pass(now_, now_ + 5s);
    EXPECT_EQ(rests_.until(now_ + 5s), now_ + 5s + 20ms);
}

TEST_F(RestsTest, a_short_pass_does_not_end_the_rest_after_a_long_one) {
    rests_.note_pass(now_, now_ + 10ms);
    rests_.note_pass(now_ + 10ms, now_ + 11ms);

    EXPECT_EQ(rests_.until(now_ + 11ms), now_ + 20ms);
}

}  // namespace
}  // namespace freshet::sockets
