#include "work/workers.hpp"

#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include "net/run_to_end.hpp"
#include "work/unless_away.hpp"

namespace freshet::work {

namespace {

using namespace std::chrono_literals;
using vod::JobKind;

constexpr std::size_t buried_at_once = 100;

/// One of a list, for as long as this is there.
template <class T>
class Place {
public:
    template <class... Arguments>
    explicit Place(std::list<T>& list, Arguments&&... arguments)
        : list_(list), place_(list.emplace(list.end(), std::forward<Arguments>(arguments)...)) {}
    ~Place() { list_.erase(place_); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    T& operator*() { return *place_; }

private:
    std::list<T>& list_;
    std::list<T>::iterator place_;
};

}  // namespace

Workers::Workers(Config config, Parts parts, net::IoThread& thread)
    : config_(std::move(config)),
      parts_(std::move(parts)),
      thread_(thread),
      tasks_(thread.context().get_executor()) {}

void Workers::start() {
    thread_.post([this] {
        for (std::size_t i = 0; i < config_.count; ++i)
            tasks_.spawn(fmt::format("worker {}", i + 1), work(i));
    });
}

void Workers::wake() {
    thread_.post([this] {
        ++news_;
        for (auto& pause : pauses_) pause.cancel();
    });
}

void Workers::stop() {
    net::run_to_end(thread_, [this] { return join(); });
}

asio::awaitable<void> Workers::join() {
    is_stopping_ = true;
    for (auto& pause : pauses_) pause.cancel();
    for (auto& attempt : attempts_) attempt.stop();
    co_await tasks_.join(1min);
}

asio::awaitable<void> Workers::work(std::size_t number) {
    const auto executor = co_await asio::this_coro::executor;
    while (!is_stopping_) {
        const auto seen = news_;
        auto claimed = co_await claim(number);
        if (!claimed) {
            co_await pause(seen);
            continue;
        }
        Place<Attempt> attempt(attempts_, parts_, *std::move(claimed), executor);
        if (is_stopping_) (*attempt).stop();
        co_await (*attempt).run();
    }
}

asio::awaitable<std::optional<vod::Claim>> Workers::claim(std::size_t number) {
    if (number > 0 && parts_.on_air && parts_.on_air()) co_return std::nullopt;
    co_await bury();
    vod::JobWish wish{
        .worker = fmt::format("{}/{}", config_.name, number + 1),
        .kinds = {JobKind::probe, JobKind::repackage, JobKind::transcode, JobKind::delete_}};
    auto claimed = co_await unless_away("claim of a job", parts_.queue.claim(std::move(wish)));
    co_return claimed ? *std::move(claimed) : std::nullopt;
}

asio::awaitable<void> Workers::bury() {
    const auto now = mono_now();
    if (now < next_burial_) co_return;
    next_burial_ = now + config_.burial;
    (void)co_await unless_away("burial of jobs", parts_.queue.bury(buried_at_once));
}

/// Until there is news that was not seen before the look, or it is time to look anyway.
asio::awaitable<void> Workers::pause(std::uint64_t seen) {
    if (news_ != seen || is_stopping_) co_return;
    Place<asio::steady_timer> timer(pauses_, co_await asio::this_coro::executor);
    (*timer).expires_after(config_.look);
    (void)co_await (*timer).async_wait(asio::as_tuple(asio::use_awaitable));
}

}  // namespace freshet::work
