#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include <boost/asio/any_io_executor.hpp>

namespace freshet::net {

/// The one pattern for deadlines in this tree. A session owns one Deadline and sets it anew before
/// each wait; when it passes, `expire` is called once on the executor's thread and breaks the wait
/// off: by closing the session's socket, or by its Interrupt where the session has something left
/// to say.
///
///     net::Deadline deadline(executor, [&socket] { socket.close(); });
///     deadline.set(10s);
///     const auto [error, size] = co_await socket.async_read_some(inbox,
///     asio::as_tuple(asio::use_awaitable)); if (error) co_return;
///
/// To set it costs a store: the timer behind it is only moved when it fires too early. Lives on its
/// executor's thread.
class Deadline {
public:
    Deadline(boost::asio::any_io_executor executor, std::function<void()> expire);
    ~Deadline();

    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;

    void set(std::chrono::steady_clock::duration from_now);
    void clear();

    /// Whether it has passed since it was last set.
    [[nodiscard]] bool expired() const;

private:
    struct State;

    std::shared_ptr<State> state_;
};

}  // namespace freshet::net
