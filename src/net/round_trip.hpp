#pragma once

#include <utility>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace freshet::net {

/// Post there, post back: calls `begin(answer)` when it is awaited, and comes back to the caller's
/// executor with what `answer` is called with, once, on any thread. `Signature` is that of Asio's
/// handlers: `co_await round_trip<void(std::exception_ptr, int)>(...)` gives an int or throws. To
/// cancel the caller takes effect after the answer.
template <class Signature, class Begin>
auto round_trip(Begin begin) {
    namespace asio = boost::asio;
    auto start = [begin = std::move(begin)](auto handler) mutable {
        // Tracked: the caller's loop must not end while its answer is on the way.
        auto home = asio::prefer(asio::get_associated_executor(handler),
                                 asio::execution::outstanding_work.tracked);
        begin([home, handler = std::move(handler)](auto... values) mutable {
            asio::post(home,
                       [handler = std::move(handler), ... values = std::move(values)]() mutable {
                           handler(std::move(values)...);
                       });
        });
    };
    return asio::async_initiate<const asio::use_awaitable_t<>&, Signature>(std::move(start),
                                                                           asio::use_awaitable);
}

}  // namespace freshet::net
