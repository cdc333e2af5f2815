#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

namespace freshet::net {

/// The right to break off one task's wait: what it awaits ends with operation_aborted, and so does
/// every later await until the task says `this_coro::reset_cancellation_state()`. Harmless once the
/// task has ended. The task's thread alone.
class Interrupt {
public:
    class Signal;

    explicit Interrupt(std::shared_ptr<Signal> signal) : signal_(std::move(signal)) {}
    void operator()() const;

private:
    std::shared_ptr<Signal> signal_;
};

/// The owner of running coroutines. A task is always some group's child: nothing is detached, so a
/// group that has been joined proves that its tasks, and all they referred to, are done. Lives on
/// the thread of its executor: every call but the constructor and the destructor is made there.
class TaskGroup {
public:
    using Task = boost::asio::awaitable<void>;

    explicit TaskGroup(boost::asio::any_io_executor executor);
    ~TaskGroup();  // Checks that no child is left.

    TaskGroup(const TaskGroup&) = delete;
    TaskGroup& operator=(const TaskGroup&) = delete;

    /// Starts a child, which runs up to its first wait inside this call or soon after. An exception
    /// that escapes it is logged under the name and ends only that child. After `cancel` nothing is
    /// started any more.
    void spawn(std::string name, Task task);

    /// The same for a task that has to interrupt itself (see Deadline). `make` is called once,
    /// before the task starts.
    void spawn(std::string name, const std::function<Task(Interrupt)>& make);

    /// Asks every child to leave at its next suspension point.
    void cancel();

    /// Waits for all children; those that are left after `grace` are cancelled, and waited for.
    Task join(std::chrono::milliseconds grace);

    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] const boost::asio::any_io_executor& executor() const { return executor_; }

private:
    struct State;

    boost::asio::any_io_executor executor_;
    std::unique_ptr<State> state_;
};

}  // namespace freshet::net
