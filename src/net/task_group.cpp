#include "net/task_group.hpp"

#include <exception>
#include <list>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include "base/check.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "net/deadline.hpp"

namespace freshet::net {

namespace asio = boost::asio;

class Interrupt::Signal {
public:
    asio::cancellation_signal signal;
};

void Interrupt::operator()() const { signal_->signal.emit(asio::cancellation_type::terminal); }

struct TaskGroup::State {
    struct Child {
        std::string name;
        std::shared_ptr<Interrupt::Signal> signal;
        bool done = false;
    };
    using Children = std::list<Child>;

    explicit State(const asio::any_io_executor& executor) : emptied(executor) {}

    void finish(Children::iterator child, std::exception_ptr failure);
    void cancel_all();

    Children children;
    asio::steady_timer emptied;  // Never fires; cancelled when the last child has left.
    bool cancelled = false;
    bool emitting =
        false;  // A child that ends while `cancel_all` walks the list stays in it until the end.
};

namespace {

bool is_hang_up(const ErrorCode& error) {
    return error == asio::error::eof || error == asio::error::connection_reset ||
           error == asio::error::broken_pipe;
}

void log_failure(const std::string& name, std::exception_ptr failure) {
    try {
        std::rethrow_exception(std::move(failure));
    } catch (const boost::system::system_error& error) {
        if (error.code() == asio::error::operation_aborted) return;  // Cancelled: no news.
        if (is_hang_up(error.code())) return log::debug("task", "peer left name={}", name);
        log::error("task", "failed name={} error=\"{}\"", name, error.code().message());
    } catch (const std::exception& error) {
        log::error("task", "failed name={} error=\"{}\"", name, error.what());
    }
}

}  // namespace

void TaskGroup::State::finish(Children::iterator child, std::exception_ptr failure) {
    if (failure) log_failure(child->name, std::move(failure));
    child->done = true;
    if (emitting) return;
    children.erase(child);
    if (children.empty()) emptied.cancel();
}

void TaskGroup::State::cancel_all() {
    emitting = true;
    for (auto& child : children) {
        if (!child.done) child.signal->signal.emit(asio::cancellation_type::terminal);
    }
    emitting = false;
    std::erase_if(children, [](const Child& child) { return child.done; });
    if (children.empty()) emptied.cancel();
}

TaskGroup::TaskGroup(asio::any_io_executor executor)
    : executor_(std::move(executor)), state_(std::make_unique<State>(executor_)) {
    state_->emptied.expires_at(std::chrono::steady_clock::time_point::max());
}

TaskGroup::~TaskGroup() { FRESHET_CHECK(state_->children.empty()); }

void TaskGroup::spawn(std::string name, Task task) {
    auto once = std::make_shared<Task>(std::move(task));
    spawn(std::move(name), [once](Interrupt) { return std::move(*once); });
}

void TaskGroup::spawn(std::string name, const std::function<Task(Interrupt)>& make) {
    if (state_->cancelled) return;
    auto signal = std::make_shared<Interrupt::Signal>();
    auto task = make(Interrupt(signal));
    const auto slot = signal->signal.slot();
    const auto child = state_->children.insert(
        state_->children.end(), {.name = std::move(name), .signal = std::move(signal)});

    auto finish = [state = state_.get(), child](std::exception_ptr failure) {
        state->finish(child, std::move(failure));
    };
    asio::co_spawn(executor_, std::move(task),
                   asio::bind_cancellation_slot(slot, std::move(finish)));
}

void TaskGroup::cancel() {
    state_->cancelled = true;
    state_->cancel_all();
}

asio::awaitable<void> TaskGroup::join(std::chrono::milliseconds grace) {
    // A join that is cancelled itself has no time left for anybody, but goes on to wait: children
    // refer to their owner.
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());

    Deadline patience(executor_, [state = state_.get()] {
        state->cancelled = true;
        state->cancel_all();
    });
    patience.set(grace);
    while (!state_->children.empty()) {
        (void)co_await state_->emptied.async_wait(asio::as_tuple(asio::use_awaitable));
    }
}

std::size_t TaskGroup::size() const { return state_->children.size(); }

}  // namespace freshet::net
