#include "net/round_trip.hpp"

#include <exception>
#include <stdexcept>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

namespace freshet::net {
namespace {

namespace asio = boost::asio;

/// Answers from a thread of its own.
asio::awaitable<int> ask(std::thread& there, std::exception_ptr failure) {
    co_return co_await round_trip<void(std::exception_ptr, int)>([&](auto answer) {
        there =
            std::thread([failure, answer = std::move(answer)]() mutable { answer(failure, 7); });
    });
}

TEST(RoundTrip, comes_back_to_the_callers_thread_with_the_answer) {
    asio::io_context loop;
    std::thread there;
    std::thread::id resumed;
    auto answer = asio::co_spawn(
        loop,
        [](std::thread& other, std::thread::id& on) -> asio::awaitable<int> {
            const auto value = co_await ask(other, {});
            on = std::this_thread::get_id();
            co_return value;
        }(there, resumed),
        asio::use_future);

    loop.run();  // Until the answer is there: it is not over while that is on the way.
    there.join();

    EXPECT_EQ(answer.get(), 7);
    EXPECT_EQ(resumed, std::this_thread::get_id());
}

TEST(RoundTrip, throws_what_comes_instead) {
    asio::io_context loop;
    std::thread there;
    auto answer = asio::co_spawn(
        loop, ask(there, std::make_exception_ptr(std::runtime_error("no"))), asio::use_future);

    loop.run();
    there.join();

    EXPECT_THROW(answer.get(), std::runtime_error);
}

}  // namespace
}  // namespace freshet::net
