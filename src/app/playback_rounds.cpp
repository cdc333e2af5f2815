#include "app/playback_rounds.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/encoding.hpp"
#include "base/local_day.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "net/run_to_end.hpp"

namespace freshet::app {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

SecretText new_salt() {
    std::array<std::byte, 32> salt{};
    fill_random(salt);
    return SecretText(to_hex(salt));
}

/// Holds a flag for as long as a task runs, however it ends.
class Busy {
public:
    explicit Busy(bool& flag) : flag_(flag) { flag_ = true; }
    ~Busy() { flag_ = false; }
    Busy(const Busy&) = delete;
    Busy& operator=(const Busy&) = delete;

private:
    bool& flag_;
};

}  // namespace

PlaybackRounds::PlaybackRounds(Config config, Parts parts, net::IoThread& thread)
    : config_(config),
      parts_(parts),
      thread_(thread),
      rounds_(thread.context().get_executor()),
      works_(thread.context().get_executor()) {}

void PlaybackRounds::start() {
    thread_.post([this] { rounds_.spawn("playback", run()); });
}

void PlaybackRounds::stop() {
    net::run_to_end(thread_, [this] { return join(); });
}

asio::awaitable<void> PlaybackRounds::join() {
    rounds_.cancel();
    co_await rounds_.join(0s);
    co_await works_.join(2s);
    // A task of its own, since a database that is away must not end this one.
    net::TaskGroup last(thread_.context().get_executor());
    last.spawn("playback: last views", write_views());
    co_await last.join(2s);
}

asio::awaitable<void> PlaybackRounds::run() {
    asio::steady_timer timer(co_await asio::this_coro::executor);
    for (int round = 0;; ++round) {
        // Tasks of their own: a database that is away ends them, and not the rounds. One that takes
        // longer than a round is not joined by another.
        if (!is_writing_) works_.spawn("playback: views", write_views());
        const bool is_time = round % config_.rounds_to_review == 0;
        if (is_time && !is_reviewing_) works_.spawn("playback: rights", review());
        timer.expires_after(config_.round);
        const auto [error] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
        if (error) co_return;
    }
}

asio::awaitable<void> PlaybackRounds::begin_day() {
    auto today = to_date_text(day_at(wall_now(), "UTC").date);
    if (today == day_) co_return;
    const auto salt = co_await parts_.views.salt_of(today, new_salt());
    parts_.names.set_salt(salt);
    day_ = std::move(today);
}

asio::awaitable<void> PlaybackRounds::write_views() {
    const Busy busy(is_writing_);
    for (auto& view : parts_.viewings.take_changes()) {
        const auto id = view.id;
        if (unwritten_.size() < config_.unwritten_max || unwritten_.contains(id))
            unwritten_.insert_or_assign(id, std::move(view));
    }
    co_await begin_day();
    while (!unwritten_.empty()) {
        std::vector<channels::View> views;
        for (const auto& [id, view] : unwritten_) {
            if (views.size() == config_.views_at_once) break;
            views.push_back(view);
        }
        co_await parts_.views.note(views);
        for (const auto& view : views) unwritten_.erase(view.id);
    }
    co_await write_peaks();
}

/// A peak of the whole stream that has risen has done so since the last round; else the day's may
/// still be that of now.
asio::awaitable<void> PlaybackRounds::write_peaks() {
    std::vector<channels::Peak> peaks;
    std::map<StreamId, std::uint32_t> told;
    for (const auto& stream : parts_.hub.on_air()) {
        const auto& broadcast = stream->broadcast();
        const auto peak = stream->viewers_peak();
        const auto before = peaks_.find(broadcast.id);
        const bool has_risen = before == peaks_.end() || before->second < peak;
        const auto viewers = has_risen ? peak : stream->viewers();
        if (viewers > 0)
            peaks.push_back(
                {.stream = broadcast.id, .channel = broadcast.channel, .viewers = viewers});
        told.emplace(broadcast.id, peak);
    }
    if (!peaks.empty()) co_await parts_.views.note_peaks(std::move(peaks), wall_now());
    peaks_ = std::move(told);
}

asio::awaitable<void> PlaybackRounds::review() {
    const Busy busy(is_reviewing_);
    parts_.admission.sweep([this](StreamId stream) { return parts_.hub.find(stream) != nullptr; });
    co_await parts_.reviews.round();
}

}  // namespace freshet::app
