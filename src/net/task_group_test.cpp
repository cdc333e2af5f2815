#include "net/task_group.hpp"

#include <stdexcept>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <gtest/gtest.h>

#include "base/result.hpp"

namespace freshet::net {
namespace {

namespace asio = boost::asio;
using std::chrono::hours;
using std::chrono::milliseconds;
using Events = std::vector<std::string>;

asio::awaitable<void> wait_for_ever(Events& events, std::string name) {
    asio::steady_timer timer(co_await asio::this_coro::executor, hours(1));
    try {
        co_await timer.async_wait(asio::use_awaitable);
    } catch (const boost::system::system_error& error) {
        events.push_back(
            name + (error.code() == asio::error::operation_aborted ? " cancelled" : " failed"));
        throw;
    }
}

asio::awaitable<void> throw_at_once() {
    throw std::runtime_error("broken");
    co_return;
}

asio::awaitable<void> note(Events& events, std::string text) {
    events.push_back(std::move(text));
    co_return;
}

/// Survives its first cancellation, once.
asio::awaitable<void> linger(Events& events) {
    asio::steady_timer timer(co_await asio::this_coro::executor, hours(1));
    try {
        co_await timer.async_wait(asio::use_awaitable);
    } catch (const boost::system::system_error&) {
        events.push_back("cancelled once");
    }
    co_await asio::this_coro::reset_cancellation_state();
    timer.expires_after(hours(1));
    co_await timer.async_wait(asio::use_awaitable);
}

class TaskGroupTest : public testing::Test {
protected:
    /// Runs the loop until every child has left.
    void join(milliseconds grace) {
        asio::co_spawn(context, tasks.join(grace),
                       [this](std::exception_ptr) { events.push_back("joined"); });
        context.run();
        context.restart();
    }

    asio::io_context context;
    TaskGroup tasks{context.get_executor()};
    Events events;
};

TEST_F(TaskGroupTest, joins_at_once_when_it_has_no_children) {
    join(hours(1));
    EXPECT_EQ(events, Events{"joined"});
}

TEST_F(TaskGroupTest, waits_for_its_children) {
    tasks.spawn("a", note(events, "a"));
    tasks.spawn("b", note(events, "b"));
    join(hours(1));
    EXPECT_EQ(events, (Events{"a", "b", "joined"}));
    EXPECT_EQ(tasks.size(), 0u);
}

TEST_F(TaskGroupTest, cancels_every_child_and_starts_none_afterwards) {
    tasks.spawn("a", wait_for_ever(events, "a"));
    tasks.spawn("b", wait_for_ever(events, "b"));
    context.poll();

    tasks.cancel();
    tasks.spawn("c", note(events, "c"));
    join(hours(1));

    EXPECT_EQ(events, (Events{"a cancelled", "b cancelled", "joined"}));
}

TEST_F(TaskGroupTest, cancels_what_is_left_after_the_grace) {
    tasks.spawn("a", wait_for_ever(events, "a"));
    join(milliseconds(1));
    EXPECT_EQ(events, (Events{"a cancelled", "joined"}));
}

TEST_F(TaskGroupTest, cancels_again_a_child_that_went_on_after_the_first_time) {
    tasks.spawn("a", linger(events));
    context.poll();
    tasks.cancel();
    join(milliseconds(1));
    EXPECT_EQ(events, (Events{"cancelled once", "joined"}));
}

TEST_F(TaskGroupTest, ends_only_the_child_that_throws) {
    tasks.spawn("broken", throw_at_once());
    tasks.spawn("sound", wait_for_ever(events, "sound"));
    context.poll();
    EXPECT_EQ(tasks.size(), 1u);
    tasks.cancel();
    join(hours(1));
    EXPECT_EQ(events, (Events{"sound cancelled", "joined"}));
}

TEST_F(TaskGroupTest, lets_a_task_break_off_its_own_wait) {
    std::optional<Interrupt> interrupt;
    tasks.spawn("a", [&](Interrupt its) {
        interrupt = std::move(its);
        return wait_for_ever(events, "a");
    });
    tasks.spawn("b", wait_for_ever(events, "b"));
    context.poll();

    (*interrupt)();
    context.poll();

    EXPECT_EQ(events, Events{"a cancelled"});
    (*interrupt)();  // Harmless now.
    tasks.cancel();
    join(hours(1));
}

TEST(TaskGroupDeathTest, refuses_to_go_before_its_children) {
    EXPECT_DEATH(
        {
            asio::io_context context;
            Events events;
            TaskGroup tasks(context.get_executor());
            tasks.spawn("a", wait_for_ever(events, "a"));
        },
        "");
}

}  // namespace
}  // namespace freshet::net
