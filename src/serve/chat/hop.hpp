#pragma once

#include <exception>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "net/io_threads.hpp"
#include "net/round_trip.hpp"

namespace freshet::chat {

namespace asio = boost::asio;

/// What `task` gives, run on that thread; comes back to the caller's. What was begun there is
/// always awaited: to cancel the caller takes effect after it, so that no cancellation crosses
/// threads. Calls for one thread begin in the order in which they were made.
template <class T>
asio::awaitable<T> run_at(net::IoThread& thread, asio::awaitable<T> task) {
    auto begin = [&thread, task = std::move(task)](auto answer) mutable {
        asio::co_spawn(thread.context(), std::move(task), std::move(answer));
    };
    co_return co_await net::round_trip<void(std::exception_ptr, T)>(std::move(begin));
}

}  // namespace freshet::chat
