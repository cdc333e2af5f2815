#include "net/deadline.hpp"

#include <utility>

#include <boost/asio/steady_timer.hpp>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace freshet::net {

namespace asio = boost::asio;

/// Mutable and shared with the waiting timer's handler, which may still be queued when the Deadline
/// goes.
struct Deadline::State {
    State(asio::any_io_executor executor, std::function<void()> on_expiry)
        : timer(std::move(executor)), expire(std::move(on_expiry)) {}

    static void arm(const std::shared_ptr<State>& state);
    static void fired(const std::shared_ptr<State>& state);

    asio::steady_timer timer;
    std::function<void()> expire;
    MonoTime when = MonoTime::max();
    MonoTime armed = MonoTime::max();  // What the timer waits for; max: it does not wait.
    bool expired = false;
};

void Deadline::State::arm(const std::shared_ptr<State>& state) {
    state->armed = state->when;
    state->timer.expires_at(state->when);
    state->timer.async_wait([state](const ErrorCode& error) {
        if (!error) fired(state);
    });
}

void Deadline::State::fired(const std::shared_ptr<State>& state) {
    if (!state->expire) return;  // The Deadline is gone.
    state->armed = MonoTime::max();
    if (state->when == MonoTime::max()) return;
    if (state->when > mono_now()) return arm(state);
    state->when = MonoTime::max();
    state->expired = true;
    state->expire();
}

Deadline::Deadline(asio::any_io_executor executor, std::function<void()> expire)
    : state_(std::make_shared<State>(std::move(executor), std::move(expire))) {}

Deadline::~Deadline() {
    state_->expire = nullptr;
    state_->timer.cancel();
}

void Deadline::set(std::chrono::steady_clock::duration from_now) {
    state_->expired = false;
    state_->when = mono_now() + from_now;
    if (state_->when < state_->armed) State::arm(state_);
}

void Deadline::clear() {
    state_->expired = false;
    state_->when = MonoTime::max();
}

bool Deadline::expired() const { return state_->expired; }

}  // namespace freshet::net
