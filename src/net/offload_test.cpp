#include "net/offload.hpp"

#include <latch>
#include <stdexcept>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>
#include <gtest/gtest.h>

#include "net/error.hpp"
#include "net/task_group.hpp"

namespace freshet::net {
namespace {

namespace asio = boost::asio;

/// What came of one offloaded job.
struct Outcome {
    std::optional<std::string> value;
    std::string error;
    std::thread::id resumed_on;
};

asio::awaitable<void> ask(BlockingPool& pool, Outcome& outcome, std::function<std::string()> work) {
    try {
        auto value = co_await offload(pool, std::move(work));
        outcome.value = std::move(value);
    } catch (const std::exception& error) {
        outcome.error = error.what();
    }
    outcome.resumed_on = std::this_thread::get_id();
}

class OffloadTest : public testing::Test {
protected:
    void run(std::function<std::string()> work) {
        asio::co_spawn(context, ask(pool, outcome, std::move(work)), [](std::exception_ptr) {});
        context.run();
    }

    asio::io_context context;
    BlockingPool pool{{.threads = 1, .waiting_max = 1}};
    Outcome outcome;
};

TEST_F(OffloadTest, works_elsewhere_and_comes_back_home) {
    std::thread::id worked_on;
    run([&] {
        worked_on = std::this_thread::get_id();
        return std::string("done");
    });
    EXPECT_EQ(outcome.value, "done");
    EXPECT_NE(worked_on, std::this_thread::get_id());
    EXPECT_EQ(outcome.resumed_on, std::this_thread::get_id());
}

TEST_F(OffloadTest, carries_exceptions_home) {
    run([]() -> std::string { throw std::runtime_error("no disk"); });
    EXPECT_EQ(outcome.error, "no disk");
}

TEST_F(OffloadTest, refuses_more_than_may_wait) {
    std::latch busy(1);
    std::latch release(1);
    Outcome first;
    Outcome second;
    const auto block = [&] {
        busy.count_down();
        release.wait();
        return std::string("first");
    };
    asio::co_spawn(context, ask(pool, first, block), [](std::exception_ptr) {});
    context.poll();
    busy.wait();  // The one thread is taken; one more may wait.
    asio::co_spawn(context, ask(pool, second, [] { return std::string("second"); }),
                   [](std::exception_ptr) {});
    context.poll();
    EXPECT_EQ(pool.waiting(), 1u);

    asio::co_spawn(context, ask(pool, outcome, [] { return std::string("third"); }),
                   [](std::exception_ptr) {});
    context.poll();

    EXPECT_NE(outcome.error.find(make_error_code(Errc::overloaded).message()), std::string::npos)
        << outcome.error;
    release.count_down();
    context.run();
    EXPECT_EQ(first.value, "first");
    EXPECT_EQ(second.value, "second");
}

TEST_F(OffloadTest, finishes_the_job_of_a_caller_that_was_cancelled) {
    TaskGroup tasks(context.get_executor());
    std::latch busy(1);
    std::latch release(1);
    tasks.spawn("asking", ask(pool, outcome, [&] {
                    busy.count_down();
                    release.wait();
                    return std::string("done");
                }));
    context.poll();
    busy.wait();

    tasks.cancel();
    release.count_down();
    context.restart();
    context.run();

    EXPECT_EQ(outcome.value, "done");
    EXPECT_EQ(tasks.size(), 0u);
}

TEST_F(OffloadTest, has_let_go_of_the_job_before_the_caller_goes_on) {
    auto held = std::make_shared<int>(1);
    std::weak_ptr<int> watch = held;
    run([held = std::move(held)] { return std::string("done"); });
    EXPECT_TRUE(watch.expired());
}

}  // namespace
}  // namespace freshet::net
