#include "community/polls.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/folded.hpp"
#include "base/utf8.hpp"
#include "community/room_error.hpp"

namespace freshet::community {

namespace {

struct Range {
    std::size_t min;
    std::size_t max;
};

bool lies_in(std::size_t value, Range range) { return value >= range.min && value <= range.max; }

void add(FieldErrors& errors, std::string field, std::string_view code, Range range) {
    errors.push_back(
        {.field = std::move(field),
         .code = std::string(code),
         .params = {{"min", std::to_string(range.min)}, {"max", std::to_string(range.max)}}});
}

/// A line that people read.
void check_line(std::string field, std::string_view text, std::size_t max, FieldErrors& errors) {
    const Range range{.min = 1, .max = max};
    if (!is_utf8(text) || has_controls(text)) {
        errors.push_back({.field = std::move(field), .code = "invalid_text", .params = {}});
    } else if (is_blank(text) || !lies_in(count_characters(text), range)) {
        add(errors, std::move(field), "bad_length", range);
    }
}

}  // namespace

FieldErrors PollRules::check(const PollDraft& draft) const {
    FieldErrors errors;
    check_line("question", draft.question, question_max, errors);
    const Range count{.min = options_min, .max = options_max};
    if (!lies_in(draft.options.size(), count)) {
        add(errors, "options", "bad_count", count);
    } else {
        for (std::size_t i = 0; i < draft.options.size(); ++i) {
            auto field = "options[" + std::to_string(i) + "]";
            check_line(std::move(field), draft.options[i], option_max, errors);
        }
    }
    if (draft.lasts && (*draft.lasts < lasts_min || *draft.lasts > lasts_max)) {
        add(errors, "seconds", "out_of_range",
            {.min = static_cast<std::size_t>(lasts_min.count()),
             .max = static_cast<std::size_t>(lasts_max.count())});
    }
    return errors;
}

PollDraft trimmed(PollDraft draft) {
    draft.question = std::string(freshet::trimmed(draft.question));
    for (auto& option : draft.options) option = std::string(freshet::trimmed(option));
    return draft;
}

Polls::Polls(PollRules rules, PollRepository& repository, EventBus& events, WallClock clock)
    : rules_(rules), repository_(repository), events_(events), clock_(std::move(clock)) {}

asio::awaitable<Answer<Poll>> Polls::start(ChatActor actor, PollDraft draft) {
    auto clean = trimmed(std::move(draft));
    auto errors = rules_.check(clean);
    if (!errors.empty()) {
        co_return std::unexpected(
            Refusal{.reason = RoomErrc::invalid_poll, .fields = std::move(errors)});
    }
    auto poll = co_await repository_.start(std::move(actor), std::move(clean), clock_());
    if (!poll) co_return refuse(poll.error());
    counts_.note(*poll, poll->started_at - PollCounts::kept);  // Counted at the first vote.
    tell({.stream = poll->stream, .poll = poll->id});
    co_return *std::move(poll);
}

asio::awaitable<Result<Poll>> Polls::vote(Vote vote) {
    const PollKey key{.stream = vote.stream, .poll = vote.poll};
    const auto voted = co_await repository_.vote(vote, clock_());
    if (!voted) co_return std::unexpected(voted.error());
    tell(key);
    if (auto counted = counts_.recent(key.poll, clock_())) co_return *std::move(counted);
    // Counted apart: who counts and votes in one transaction stands in the way of all who vote.
    auto poll = co_await find(key);
    if (!poll) co_return fail(RoomErrc::poll_not_found);
    co_return *std::move(poll);
}

asio::awaitable<Result<Poll>> Polls::end(ChatActor actor, PollKey key) {
    auto poll = co_await repository_.end(std::move(actor), key, clock_());
    if (poll) tell(key);
    co_return poll;
}

asio::awaitable<std::optional<Poll>> Polls::find(PollKey key) {
    const auto asked = clock_();
    auto poll = co_await repository_.find(key);
    if (poll) counts_.note(*poll, asked);
    co_return poll;
}

asio::awaitable<std::optional<Poll>> Polls::open_of(StreamId stream) {
    const auto asked = clock_();
    auto poll = co_await repository_.newest_of(stream);
    if (!poll || poll->is_over(clock_())) co_return std::nullopt;
    counts_.note(*poll, asked);
    co_return poll;
}

asio::awaitable<std::optional<std::size_t>> Polls::vote_of(PollId poll, UserId user) {
    return repository_.vote_of(poll, user);
}

void Polls::tell(PollKey key) {
    events_.publish(PollChanged{.stream = key.stream, .poll = key.poll, .at = clock_()});
}

}  // namespace freshet::community
