#include "serve/chat/pace.hpp"

#include <gtest/gtest.h>

namespace freshet::chat {

namespace {

using namespace std::chrono_literals;

class PaceTest : public testing::Test {
protected:
    MonoTime now_{1h};
    Pace<int> pace_{1000ms};
};

TEST_F(PaceTest, the_first_change_is_told_at_once_and_the_next_a_second_later) {
    pace_.note(1);
    EXPECT_EQ(pace_.take_due(now_), std::vector{1});

    pace_.note(1);
    pace_.note(1);
    EXPECT_TRUE(pace_.take_due(now_ + 999ms).empty());
    EXPECT_EQ(pace_.deadline(), now_ + 1s);
    EXPECT_EQ(pace_.take_due(now_ + 1s), std::vector{1});
    EXPECT_TRUE(pace_.take_due(now_ + 3s).empty());
    EXPECT_FALSE(pace_.deadline());
}

TEST_F(PaceTest, things_do_not_wait_for_one_another) {
    pace_.note(1);
    EXPECT_EQ(pace_.take_due(now_), std::vector{1});

    pace_.note(2);

    EXPECT_EQ(pace_.take_due(now_ + 1ms), std::vector{2});
}

}  // namespace

}  // namespace freshet::chat
