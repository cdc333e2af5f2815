#pragma once

#include <exception>
#include <utility>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "net/io_threads.hpp"

namespace freshet::chat {

namespace asio = boost::asio;

/// What `task` gives, run on that thread; comes back to the caller's. What was begun there is
/// always awaited: to cancel the caller takes effect after it, so that no cancellation crosses
/// threads. Calls for one thread begin in the order in which they were made.
template <class T>
asio::awaitable<T> run_at(net::IoThread& thread, asio::awaitable<T> task) {
    auto start = [&thread, task = std::move(task)](auto handler) mutable {
        // Tracked: the caller's loop must not end while its answer is on the way.
        auto home = asio::prefer(asio::get_associated_executor(handler),
                                 asio::execution::outstanding_work.tracked);
        auto done = [handler = std::move(handler), home](std::exception_ptr failure,
                                                         T value) mutable {
            asio::post(home,
                       [handler = std::move(handler), failure, value = std::move(value)]() mutable {
                           handler(failure, std::move(value));
                       });
        };
        asio::co_spawn(thread.context(), std::move(task), std::move(done));
    };
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>&,
                                            void(std::exception_ptr, T)>(std::move(start),
                                                                         asio::use_awaitable);
}

}  // namespace freshet::chat
