#include "serve/uploads/writers.hpp"

#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "serve/api/error.hpp"

namespace freshet::uploads {

namespace {

using Timer = std::shared_ptr<asio::steady_timer>;

/// Ends the timer's wait, from any thread.
std::function<void()> waker(const Timer& timer) {
    return [timer] { asio::post(timer->get_executor(), [timer] { timer->cancel(); }); };
}

}  // namespace

asio::awaitable<Result<Writers::Claim>> Writers::claim(VideoId id, std::function<void()> interrupt,
                                                       Manner manner) {
    const auto executor = co_await asio::this_coro::executor;
    const auto begun = asio::steady_timer::clock_type::now();
    while (true) {
        const auto timer = std::make_shared<asio::steady_timer>(executor);
        const auto entry = enter(id, interrupt, manner, waker(timer));
        if (entry == Entry::claimed) co_return Claim(*this, id);
        if (entry == Entry::full) co_return fail(api::Errc::unavailable);
        const auto wait = entry == Entry::writing ? config_.courtesy : config_.patience;
        timer->expires_at(begun + wait);
        const auto [error] = co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
        if (!error) co_return fail(api::Errc::upload_locked);
    }
}

asio::awaitable<void> Writers::settled(VideoId id) {
    const auto executor = co_await asio::this_coro::executor;
    const auto timer = std::make_shared<asio::steady_timer>(executor, config_.patience);
    if (!wait_for_end(id, waker(timer))) co_return;
    (void)co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
}

Writers::Entry Writers::enter(VideoId id, const std::function<void()>& interrupt, Manner manner,
                              std::function<void()> wake) {
    const std::lock_guard lock(mutex_);
    const auto now = config_.clock();
    const auto found = writers_.find(id);
    if (found == writers_.end()) {
        if (writers_.size() >= config_.writers_max) return Entry::full;
        writers_.emplace(id, Writer{.interrupt = interrupt, .heard_at = now});
        return Entry::claimed;
    }
    auto& writer = found->second;
    writer.waiting.push_back(std::move(wake));
    if (writer.is_finishing) return Entry::leaving;
    const bool is_silent = now - writer.heard_at >= config_.silence;
    if (!is_silent && manner == Manner::polite) return Entry::writing;
    if (writer.interrupt) writer.interrupt();
    return Entry::leaving;
}

void Writers::note_heard(VideoId id) {
    const std::lock_guard lock(mutex_);
    writers_.at(id).heard_at = config_.clock();
}

bool Writers::wait_for_end(VideoId id, std::function<void()> wake) {
    const std::lock_guard lock(mutex_);
    const auto found = writers_.find(id);
    if (found == writers_.end() || !found->second.is_finishing) return false;
    found->second.waiting.push_back(std::move(wake));
    return true;
}

void Writers::mark_finishing(VideoId id) {
    const std::lock_guard lock(mutex_);
    writers_.at(id).is_finishing = true;
}

void Writers::let_go(VideoId id) {
    const std::lock_guard lock(mutex_);
    const auto found = writers_.find(id);
    for (const auto& wake : found->second.waiting) wake();
    writers_.erase(found);
}

}  // namespace freshet::uploads
