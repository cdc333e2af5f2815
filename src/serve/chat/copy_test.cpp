#include "serve/chat/copy.hpp"

#include <gtest/gtest.h>

namespace freshet::chat {
namespace {

using namespace std::chrono_literals;

constexpr MonoTime start{1h};

TEST(Copies, are_read_after_a_change_and_not_before) {
    Copy copy(1s);
    EXPECT_TRUE(copy.is_known());
    EXPECT_FALSE(copy.begin(start));
    copy.note(start);
    EXPECT_FALSE(copy.is_known());
    EXPECT_EQ(copy.deadline(), start);
    EXPECT_TRUE(copy.begin(start));
    EXPECT_FALSE(copy.is_known());
    EXPECT_FALSE(copy.deadline());
    copy.end(true, start);
    EXPECT_TRUE(copy.is_known());
    EXPECT_FALSE(copy.begin(start + 1h));
}

TEST(Copies, that_change_while_they_are_read_are_read_again_and_not_at_the_same_time) {
    Copy copy(1s);
    copy.note(start);
    ASSERT_TRUE(copy.begin(start));
    copy.note(start);
    copy.note(start);
    EXPECT_FALSE(copy.begin(start));
    copy.end(true, start);
    EXPECT_FALSE(copy.is_known());
    EXPECT_TRUE(copy.begin(start));
    copy.end(true, start);
    EXPECT_TRUE(copy.is_known());
}

TEST(Copies, that_could_not_be_read_are_tried_again_after_a_while) {
    Copy copy(1s);
    copy.note(start);
    ASSERT_TRUE(copy.begin(start));
    copy.end(false, start);
    EXPECT_FALSE(copy.is_known());
    EXPECT_EQ(copy.deadline(), start + 1s);
    EXPECT_FALSE(copy.begin(start));
    EXPECT_TRUE(copy.begin(start + 1s));
    copy.end(false, start + 1s);
    copy.note(start + 1s);
    EXPECT_TRUE(copy.begin(start + 1s)) << "it has changed meanwhile";
}

}  // namespace
}  // namespace freshet::chat
