#pragma once

#include <functional>
#include <utility>
#include <vector>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace freshet::chat {

namespace asio = boost::asio;

/// Holds tasks up until something is ready. Shut at first; on one thread.
class Gate {
public:
    [[nodiscard]] bool is_open() const { return is_open_; }

    /// At once when it is open.
    asio::awaitable<void> pass() {
        if (is_open_) co_return;
        auto wait = [this](auto handler) {
            waiting_.push_back([handler = std::move(handler)]() mutable {
                const auto executor = asio::get_associated_executor(handler);
                asio::post(executor, std::move(handler));
            });
        };
        co_await asio::async_initiate<const asio::use_awaitable_t<>&, void()>(wait,
                                                                              asio::use_awaitable);
    }

    void open() {
        is_open_ = true;
        for (auto& go_on : std::exchange(waiting_, {})) go_on();
    }

    void shut() { is_open_ = false; }

private:
    bool is_open_ = false;
    std::vector<std::move_only_function<void()>> waiting_;
};

}  // namespace freshet::chat
