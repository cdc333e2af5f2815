#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/events.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"

namespace freshet::community {

namespace asio = boost::asio;

/// What somebody thinks of a message.
struct Reaction {
    StreamId stream;
    MessageId message;
    UserId user;
    std::string emoji;  // An emoji, or an emote's code between two colons, as its channel has it.

    bool operator==(const Reaction&) const = default;
};

/// What somebody thinks, as they are told themselves.
struct OwnReaction {
    MessageId message;
    std::string emoji{};
    WallTime at{};

    bool operator==(const OwnReaction&) const = default;
};

/// How many think so of a message.
struct ReactionCount {
    std::string emoji;
    std::uint64_t count = 0;
    bool is_mine = false;  // Whether it is of whoever asks, too.

    bool operator==(const ReactionCount&) const = default;
};

/// In the order in which the kinds came to each message. Messages without any are not in it.
using ReactionCounts = std::map<MessageId, std::vector<ReactionCount>>;

/// What one message may gather, and how long.
struct ReactionLimits {
    std::size_t kinds_max = 20;       // Of one message.
    std::size_t messages_back = 200;  // Of its stream.
};

/// Where reactions are kept. Every method is one transaction, and what it returned survives a
/// crash. A database that is down throws. From any thread.
class ReactionRepository {
public:
    virtual ~ReactionRepository() = default;

    /// To say it twice is to say it once, and an emote is the same in any case. Tells whether it is
    /// new. ChatErrc::message_not_found for
    /// one that nobody sees, RoomErrc::message_too_old, RoomErrc::too_many_reactions.
    virtual asio::awaitable<Result<bool>> add(Reaction reaction, ReactionLimits limits,
                                              WallTime now) = 0;

    /// Tells whether there was one.
    virtual asio::awaitable<bool> remove(Reaction reaction) = 0;

    /// Of many messages in one query. `viewer`: who asks; nil: nobody.
    virtual asio::awaitable<ReactionCounts> counts(std::vector<MessageId> messages,
                                                   UserId viewer) = 0;

    /// What somebody thinks of what is to be seen, in the order of messages and kinds, of what
    /// comes after `after`.
    virtual asio::awaitable<std::vector<OwnReaction>> of_user(UserId user, OwnReaction after,
                                                              std::size_t count) = 0;
};

/// What people think of messages. Whether the user may write in the room is judged before, and
/// whether an emote is theirs to use; an emoji is judged here. Rooms hear of what is new. Used by
/// all io threads at once; repository and events outlive it.
class Reactions {
public:
    Reactions(ReactionLimits limits, ReactionRepository& repository, EventBus& events,
              WallClock clock);

    /// RoomErrc::not_an_emoji, ChatErrc::message_not_found, RoomErrc::message_too_old,
    /// RoomErrc::too_many_reactions.
    asio::awaitable<Result<void>> add(Reaction reaction);

    /// RoomErrc::not_an_emoji.
    asio::awaitable<Result<void>> remove(Reaction reaction);

    /// See ReactionRepository.
    asio::awaitable<ReactionCounts> counts(std::vector<MessageId> messages, UserId viewer = {});

private:
    ReactionLimits limits_;
    ReactionRepository& repository_;
    EventBus& events_;
    WallClock clock_;
};

}  // namespace freshet::community
