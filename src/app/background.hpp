#pragma once

#include <chrono>
#include <functional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "net/io_threads.hpp"
#include "net/task_group.hpp"

namespace freshet::app {

/// What the program does beside requests and media: tasks on one io thread. What they refer to
/// outlives them; `stop` is called before the io threads stop.
class Background {
public:
    using Task = std::function<boost::asio::awaitable<void>()>;

    explicit Background(net::IoThread& thread);

    /// Starts a task, unless `stop` has been called. One that fails is logged under its name. From
    /// any thread.
    void spawn(std::string name, Task task);

    /// Starts a task `after` a while, and again so long after each of its ends. A round that fails
    /// is logged and does not end the others. From any thread.
    struct Rounds {
        std::chrono::milliseconds after;
        std::chrono::milliseconds interval;
    };
    void repeat(std::string name, Rounds rounds, Task task);

    /// Gives what is under way `grace` to finish, and waits. Not on an io thread.
    void stop(std::chrono::milliseconds grace);

private:
    class Next;

    void begin_round(std::string name, Rounds rounds, Task task);
    boost::asio::awaitable<void> round(std::string name, Rounds rounds, Task task);
    boost::asio::awaitable<void> join(std::chrono::milliseconds grace);

    net::IoThread& thread_;
    bool closing_ = false;  // On that thread: what is under way ends, and nothing else begins.
    net::TaskGroup rounds_;
    net::TaskGroup tasks_;
};

}  // namespace freshet::app
