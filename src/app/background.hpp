#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "base/log.hpp"
#include "net/io_threads.hpp"
#include "net/task_group.hpp"

namespace freshet::app {

/// What the program does beside requests and media: tasks on one io thread. What they refer to
/// outlives them; `stop` is called before the io threads stop.
class Background {
public:
    using Task = std::function<boost::asio::awaitable<void>()>;

    struct Limits {
        std::size_t running_max = 1000;  // Tasks that are spawned and have not ended.
    };

    Background(Limits limits, net::IoThread& thread);

    /// Starts a task, unless `stop` has been called or too many are under way: what is not done is
    /// logged. One that fails is logged under its name. From any thread.
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
    class Place;

    std::shared_ptr<const Place> take_place();
    static boost::asio::awaitable<void> run(std::shared_ptr<const Place> place, Task task);
    void begin_round(std::string name, Rounds rounds, Task task);
    boost::asio::awaitable<void> round(std::string name, Rounds rounds, Task task);
    boost::asio::awaitable<void> join(std::chrono::milliseconds grace);

    Limits limits_;
    net::IoThread& thread_;
    std::shared_ptr<std::atomic<std::size_t>> running_ =
        std::make_shared<std::atomic<std::size_t>>(0);
    log::Every left_undone_{std::chrono::seconds(10)};
    bool closing_ = false;  // On that thread: what is under way ends, and nothing else begins.
    net::TaskGroup rounds_;
    net::TaskGroup tasks_;
};

}  // namespace freshet::app
