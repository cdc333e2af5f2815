#include "net/outbox.hpp"

#include <exception>
#include <memory>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/log.hpp"
#include "net/io_threads.hpp"
#include "net/run_to_end.hpp"

namespace freshet::net {

namespace asio = boost::asio;
using namespace std::chrono_literals;

Outbox::Outbox(Config config, Send send, IoThread& thread)
    : config_(config),
      send_(std::move(send)),
      thread_(thread),
      letters_(thread.context().get_executor()) {}

void Outbox::put(Mail mail) {
    {
        const std::lock_guard lock(mutex_);
        if (waiting_ >= config_.waiting_max) {
            log::error("mail", "dropped: {} letters are waiting already", waiting_);
            return;
        }
        ++waiting_;
    }
    thread_.post([this, mail = std::move(mail)] { letters_.spawn("mail", deliver(mail)); });
}

asio::awaitable<void> Outbox::deliver(Mail mail) {
    // However it ends: also when it is cancelled.
    const std::unique_ptr<Outbox, void (*)(Outbox*)> counted(this, [](Outbox* self) {
        const std::lock_guard lock(self->mutex_);
        --self->waiting_;
    });
    asio::steady_timer timer(co_await asio::this_coro::executor);
    auto pause = config_.pause;
    for (unsigned tried = 1; tried <= config_.tries_max; ++tried) {
        const bool sent = co_await try_once(mail);
        if (sent) {
            log::info("mail", "sent tries={}", tried);
            co_return;
        }
        if (tried == config_.tries_max) break;
        timer.expires_after(pause);
        co_await timer.async_wait(asio::use_awaitable);
        pause *= 6;
    }
    log::error("mail", "given up tries={}", config_.tries_max);
}

asio::awaitable<bool> Outbox::try_once(Mail mail) {
    const auto sent =
        co_await offload(pool_, [this, mail = std::move(mail)] { return send_(mail).has_value(); });
    co_return sent;
}

void Outbox::stop() {
    run_to_end(thread_, [this] { return join(); });
}

asio::awaitable<void> Outbox::join() {
    letters_.cancel();
    co_await letters_.join(0s);
}

std::size_t Outbox::waiting() const {
    const std::lock_guard lock(mutex_);
    return waiting_;
}

}  // namespace freshet::net
