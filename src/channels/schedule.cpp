#include "channels/schedule.hpp"

#include <chrono>
#include <utility>

#include "channels/error.hpp"
#include "channels/rules.hpp"

namespace freshet::channels {

namespace {

// Between a person's clock and ours, and for the time that filling in a form takes.
constexpr auto lateness_max = std::chrono::minutes(10);

std::unexpected<Refusal> refused(FieldErrors errors) {
    return std::unexpected(Refusal{.reason = Errc::invalid_fields, .fields = std::move(errors)});
}

void check_time(std::optional<WallTime> scheduled_at, WallTime now, FieldErrors& errors) {
    if (scheduled_at && *scheduled_at < now - lateness_max)
        errors.push_back({.field = "scheduledAt", .code = "in_the_past", .params = {}});
}

}  // namespace

asio::awaitable<Answer<Stream>> Schedule::plan(StreamDraft draft) {
    const auto now = clock_();
    draft.title = trimmed(draft.title);
    FieldErrors errors;
    check_title("title", draft.title, errors);
    check_url("coverImageUrl", draft.cover_image_url, errors);
    check_time(draft.scheduled_at, now, errors);
    if (!errors.empty()) co_return refused(std::move(errors));
    co_return co_await repository_.plan(std::move(draft), Limits::planned_streams_max, now);
}

asio::awaitable<Answer<Stream>> Schedule::change(StreamId id, StreamChanges changes) {
    const auto now = clock_();
    FieldErrors errors;
    if (changes.title) {
        changes.title = trimmed(*changes.title);
        check_title("title", *changes.title, errors);
    }
    if (changes.cover_image_url) check_url("coverImageUrl", *changes.cover_image_url, errors);
    if (!errors.empty()) co_return refused(std::move(errors));
    co_return co_await repository_.change(id, std::move(changes), now);
}

asio::awaitable<Result<Stream>> Schedule::choose(StreamId id) {
    auto chosen = co_await repository_.choose(id, clock_());
    if (chosen) broadcasts_.end_rest(chosen->channel);
    co_return chosen;
}

asio::awaitable<Result<Stream>> Schedule::end(StreamId id) {
    const auto now = clock_();
    auto ended = co_await repository_.end(id, now);
    const bool was_on_air = ended && ended->started_at && ended->ended_at == now;
    if (was_on_air) broadcasts_.note_stopped(ended->channel);
    co_return ended;
}

asio::awaitable<Result<Stream>> Schedule::remove(StreamId id) {
    auto removed = co_await repository_.remove(id, clock_());
    if (removed && removed->is_live()) broadcasts_.note_stopped(removed->channel);
    co_return removed;
}

}  // namespace freshet::channels
