#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <vector>

#include "store/sql/session.hpp"

namespace freshet::sql {

/// Something to do with the database, within one transaction. False: what it wrote is to be undone.
/// It may be run a second time if the first was lost, so it does not use up what it captured.
using Act = std::move_only_function<bool(Session&)>;

/// An act, and whom to tell that it is done: with nothing once it is on disk, else with the reason.
struct Work {
    Act act;
    std::move_only_function<void(std::exception_ptr)> done;
};

/// What waits for the threads of a database, first come, first served. Bounded. From any thread.
class WorkQueue {
public:
    explicit WorkQueue(std::size_t waiting_max) : waiting_max_(waiting_max) {}

    enum class Pushed { taken, full, unserved, closed };
    /// Takes the work over only when it says so.
    [[nodiscard]] Pushed push(Work& work);

    /// Waits for work and takes up to `count_max` pieces of it. None: the queue is closed and
    /// empty.
    [[nodiscard]] std::vector<Work> take(std::size_t count_max);

    /// A thread that takes from it comes, or goes because it cannot work. Nothing is kept waiting
    /// while there is none: the last that goes is given what waited.
    void enter();
    [[nodiscard]] std::vector<Work> leave();

    /// What is in it is still taken; nothing more comes in.
    void close();

    /// Waits, and tells whether it has been closed meanwhile.
    [[nodiscard]] bool is_closed_within(std::chrono::milliseconds time);

    [[nodiscard]] std::size_t waiting() const;
    [[nodiscard]] std::size_t serving() const;

private:
    std::size_t waiting_max_;
    mutable std::mutex guard_;
    std::condition_variable changed_;
    std::condition_variable closed_;
    std::deque<Work> waiting_;
    std::size_t serving_ = 0;
    bool is_closed_ = false;
};

}  // namespace freshet::sql
