#include "net/run_to_end.hpp"

#include <chrono>
#include <stdexcept>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include "net/io_threads.hpp"

namespace freshet::net {
namespace {

namespace asio = boost::asio;

asio::awaitable<void> note_thread_after_a_turn(const IoThread*& ran_on) {
    asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::milliseconds(1));
    co_await timer.async_wait(asio::use_awaitable);
    ran_on = IoThread::current();
}

asio::awaitable<void> fail_at_once() {
    throw std::runtime_error("broken");
    co_return;
}

class RunToEnd : public testing::Test {
protected:
    RunToEnd() { threads_.start(); }

    IoThreads threads_{2};
};

TEST_F(RunToEnd, comes_back_when_the_task_is_done_on_its_thread) {
    const IoThread* ran_on = nullptr;

    run_to_end(threads_.at(1), [&] { return note_thread_after_a_turn(ran_on); });

    EXPECT_EQ(ran_on, &threads_.at(1));
}

TEST_F(RunToEnd, throws_what_the_task_throws) {
    EXPECT_THROW(run_to_end(threads_.at(0), fail_at_once), std::runtime_error);
    const IoThread* ran_on = nullptr;
    run_to_end(threads_.at(0), [&] { return note_thread_after_a_turn(ran_on); });
    EXPECT_EQ(ran_on, &threads_.at(0)) << "the thread goes on";
}

}  // namespace
}  // namespace freshet::net
