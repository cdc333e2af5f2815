#include "app/background.hpp"

#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "net/run_to_end.hpp"

namespace freshet::app {

namespace asio = boost::asio;
using namespace std::chrono_literals;

/// Begins the next round however this one ends.
class Background::Next {
public:
    Next(Background& background, std::string name, Rounds rounds, Task task)
        : background_(background),
          name_(std::move(name)),
          rounds_{.after = rounds.interval, .interval = rounds.interval},
          task_(std::move(task)) {}
    ~Next() { background_.begin_round(std::move(name_), rounds_, std::move(task_)); }
    Next(const Next&) = delete;
    Next& operator=(const Next&) = delete;

private:
    Background& background_;
    std::string name_;
    Rounds rounds_;
    Task task_;
};

/// One of those that may be under way at once. May outlive us, in a post that was never run.
class Background::Place {
public:
    explicit Place(std::shared_ptr<std::atomic<std::size_t>> running)
        : running_(std::move(running)) {}
    ~Place() { --*running_; }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

private:
    std::shared_ptr<std::atomic<std::size_t>> running_;
};

Background::Background(Limits limits, net::IoThread& thread)
    : limits_(limits),
      thread_(thread),
      rounds_(thread.context().get_executor()),
      tasks_(thread.context().get_executor()) {}

void Background::spawn(std::string name, Task task) {
    auto place = take_place();
    if (!place) {
        if (const auto times = left_undone_.count()) {
            log::warning("app", "too much to do at once: left undone times={} last=\"{}\"", *times,
                         name);
        }
        return;
    }
    thread_.post(
        [this, place = std::move(place), name = std::move(name), task = std::move(task)]() mutable {
            if (!closing_) tasks_.spawn(name, run(std::move(place), std::move(task)));
        });
}

/// None: too many are under way.
std::shared_ptr<const Background::Place> Background::take_place() {
    const bool is_free = (*running_)++ < limits_.running_max;
    auto place = std::make_shared<const Place>(running_);  // Gives back what was just taken.
    return is_free ? place : nullptr;
}

asio::awaitable<void> Background::run(std::shared_ptr<const Place>, Task task) { co_await task(); }

void Background::repeat(std::string name, Rounds rounds, Task task) {
    thread_.post([this, name = std::move(name), rounds, task = std::move(task)] {
        begin_round(name, rounds, task);
    });
}

void Background::begin_round(std::string name, Rounds rounds, Task task) {
    // Of the name, a copy: which of the arguments is made first is not said.
    rounds_.spawn(name, round(name, rounds, std::move(task)));
}

asio::awaitable<void> Background::round(std::string name, Rounds rounds, Task task) {
    asio::steady_timer timer(co_await asio::this_coro::executor);
    timer.expires_after(rounds.after);
    const auto [stopped] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    if (stopped) co_return;
    const Next next(*this, std::move(name), rounds, task);
    co_await task();
}

void Background::stop(std::chrono::milliseconds grace) {
    net::run_to_end(thread_, [this, grace] { return join(grace); });
}

asio::awaitable<void> Background::join(std::chrono::milliseconds grace) {
    closing_ = true;
    rounds_.cancel();
    co_await tasks_.join(grace);
    co_await rounds_.join(0s);
}

}  // namespace freshet::app
