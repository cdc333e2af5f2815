#include "app/background.hpp"

#include <future>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include "base/clock.hpp"

namespace freshet::app {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

asio::awaitable<void> wait_to_be_cancelled() {
    asio::steady_timer timer(co_await asio::this_coro::executor, 1h);
    co_await timer.async_wait(asio::use_awaitable);
}

asio::awaitable<void> end_at_once() { co_return; }

/// Says once whether a task was begun: it was not when nobody has the task any more.
class Witness {
public:
    ~Witness() {
        if (!said_) begun_.set_value(false);
    }

    std::future<bool> answer() { return begun_.get_future(); }

    void begin() {
        said_ = true;
        begun_.set_value(true);
    }

private:
    bool said_ = false;
    std::promise<bool> begun_;
};

class BackgroundTest : public testing::Test {
protected:
    BackgroundTest() { threads_.start(); }
    ~BackgroundTest() override {
        background_.stop(0ms);
        threads_.stop();
    }

    bool is_begun(asio::awaitable<void> (*work)()) {
        auto witness = std::make_shared<Witness>();
        auto answer = witness->answer();
        background_.spawn("a task", [witness = std::move(witness), work] {
            witness->begin();
            return work();
        });
        return answer.get();
    }

    net::IoThreads threads_{1};
    Background background_{{.running_max = 2}, threads_.at(0)};
};

TEST_F(BackgroundTest, leaves_undone_what_is_too_much_at_once) {
    EXPECT_TRUE(is_begun(wait_to_be_cancelled));
    EXPECT_TRUE(is_begun(wait_to_be_cancelled));
    EXPECT_FALSE(is_begun(wait_to_be_cancelled));
    EXPECT_FALSE(is_begun(end_at_once));
}

TEST_F(BackgroundTest, has_room_again_when_a_task_has_ended) {
    constexpr auto patience = 10s;
    EXPECT_TRUE(is_begun(wait_to_be_cancelled));

    int begun = 0;
    for (const auto until = mono_now() + patience; begun < 10 && mono_now() < until;) {
        if (is_begun(end_at_once)) ++begun;  // Else the one before has not quite ended.
    }

    EXPECT_EQ(begun, 10);
}

}  // namespace
}  // namespace freshet::app
