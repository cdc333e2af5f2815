#include "net/deadline.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <gtest/gtest.h>

namespace freshet::net {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

class DeadlineTest : public testing::Test {
protected:
    boost::asio::io_context context;
    int expired = 0;
    Deadline deadline{context.get_executor(), [this] { ++expired; }};
};

TEST_F(DeadlineTest, expires_once) {
    deadline.set(milliseconds(1));
    context.run();
    EXPECT_EQ(expired, 1);
    EXPECT_TRUE(deadline.expired());
}

TEST_F(DeadlineTest, does_not_expire_when_it_was_cleared) {
    deadline.set(milliseconds(1));
    deadline.clear();
    context.run();
    EXPECT_EQ(expired, 0);
    EXPECT_FALSE(deadline.expired());
}

TEST_F(DeadlineTest, is_late_by_nothing_that_was_set_before) {
    deadline.set(milliseconds(1));
    deadline.set(milliseconds(20));
    const auto begun = std::chrono::steady_clock::now();
    context.run();
    EXPECT_EQ(expired, 1);
    EXPECT_GE(std::chrono::steady_clock::now() - begun, milliseconds(19));
}

TEST_F(DeadlineTest, may_be_brought_forward) {
    deadline.set(hours(1));
    deadline.set(milliseconds(1));
    context.run();
    EXPECT_EQ(expired, 1);
}

TEST_F(DeadlineTest, may_be_set_again_after_it_has_expired) {
    deadline.set(milliseconds(1));
    context.run();
    context.restart();
    deadline.set(milliseconds(1));
    EXPECT_FALSE(deadline.expired());
    context.run();
    EXPECT_EQ(expired, 2);
}

TEST(Deadline, says_nothing_once_it_is_gone_even_when_its_timer_has_fired) {
    boost::asio::io_context context;
    bool expired = false;
    auto deadline =
        std::make_unique<Deadline>(context.get_executor(), [&expired] { expired = true; });
    deadline->set(milliseconds(0));
    boost::asio::post(context, [&deadline] { deadline.reset(); });
    context.run();
    EXPECT_FALSE(expired);
}

}  // namespace
}  // namespace freshet::net
