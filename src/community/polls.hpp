#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/events.hpp"
#include "base/field_errors.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "community/moderation_repository.hpp"
#include "community/poll.hpp"
#include "community/poll_counts.hpp"

namespace freshet::community {

namespace asio = boost::asio;

struct PollDraft {
    StreamId stream;
    std::string question;
    std::vector<std::string> options;
    std::optional<std::chrono::seconds> lasts{};
};

struct Vote {
    StreamId stream;
    PollId poll;
    UserId user;
    std::size_t option = 0;  // Its index.
};

/// A vote, as who gave it is told.
struct OwnVote {
    PollId poll;
    StreamId stream;
    std::string question{};
    std::string option{};
    WallTime at{};

    bool operator==(const OwnVote&) const = default;
};

/// Which poll of which stream.
struct PollKey {
    StreamId stream;
    PollId poll;
};

/// What a poll must be; the fields are `question`, `options` and `seconds`.
struct PollRules {
    std::size_t question_max = 200;  // Characters.
    std::size_t options_min = 2;
    std::size_t options_max = 10;
    std::size_t option_max = 80;
    std::chrono::seconds lasts_min{10};
    std::chrono::seconds lasts_max{24 * 3600};

    [[nodiscard]] FieldErrors check(const PollDraft& draft) const;
};

/// Without the spaces around question and options.
[[nodiscard]] PollDraft trimmed(PollDraft draft);

/// Where polls are kept. Promises as ModerationRepository.
class PollRepository {
public:
    virtual ~PollRepository() = default;

    /// RoomErrc::poll_open while another of the stream is not over. ChatErrc::stream_not_found,
    /// not_moderator.
    virtual asio::awaitable<Result<Poll>> start(ChatActor actor, PollDraft draft, WallTime now) = 0;

    /// The last word of each user counts: RoomErrc::poll_not_found, poll_over, no_such_option.
    virtual asio::awaitable<Result<void>> vote(Vote vote, WallTime now) = 0;

    /// What is over stays as it is. RoomErrc::poll_not_found; ChatErrc::not_moderator.
    virtual asio::awaitable<Result<Poll>> end(ChatActor actor, PollKey key, WallTime now) = 0;

    virtual asio::awaitable<std::optional<Poll>> find(PollKey key) = 0;

    /// The newest of a stream, which may be over.
    virtual asio::awaitable<std::optional<Poll>> newest_of(StreamId stream) = 0;

    /// The option that somebody voted for.
    virtual asio::awaitable<std::optional<std::size_t>> vote_of(PollId poll, UserId user) = 0;

    /// All votes of somebody, in the order of polls, of those after `after`.
    virtual asio::awaitable<std::vector<OwnVote>> of_user(UserId user, PollId after,
                                                          std::size_t count) = 0;
};

/// Questions to a room. Whether who votes may write there is judged before. Rooms hear of what has
/// changed; that the time of a poll is over they see themselves. Used by all io threads at once;
/// repository and events outlive it.
class Polls {
public:
    Polls(PollRules rules, PollRepository& repository, EventBus& events, WallClock clock);

    /// PollChanged. RoomErrc::invalid_poll with the fields, poll_open; ChatErrc::stream_not_found,
    /// not_moderator.
    asio::awaitable<Answer<Poll>> start(ChatActor actor, PollDraft draft);

    /// PollChanged. Gives the poll as it was counted within the last second. RoomErrc::
    /// poll_not_found, poll_over, no_such_option.
    asio::awaitable<Result<Poll>> vote(Vote vote);

    /// PollChanged. RoomErrc::poll_not_found; ChatErrc::not_moderator.
    asio::awaitable<Result<Poll>> end(ChatActor actor, PollKey key);

    asio::awaitable<std::optional<Poll>> find(PollKey key);

    /// What a room shows to who joins: the one that is not over.
    asio::awaitable<std::optional<Poll>> open_of(StreamId stream);

    /// The option that somebody voted for.
    asio::awaitable<std::optional<std::size_t>> vote_of(PollId poll, UserId user);

private:
    void tell(PollKey key);

    PollRules rules_;
    PollRepository& repository_;
    EventBus& events_;
    WallClock clock_;
    PollCounts counts_;
};

}  // namespace freshet::community
