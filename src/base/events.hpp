#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/address_range.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"

namespace freshet {

/// A broadcast that viewers can watch from now on. Not told again when a lost publisher returns.
struct StreamStarted {
    StreamId stream;
    ChannelId channel;
    UserId streamer;
    std::string username;  // The streamer's.
    std::string title;
    bool is_public = true;  // Nobody is told of one that is not.
    WallTime at;
};

struct StreamEnded {
    StreamId stream;
    ChannelId channel;
    UserId streamer;
    std::string username;
    std::string reason;
    WallTime at;
};

struct SubscriptionBegan {
    SubscriptionId subscription;
    UserId subscriber;
    std::string username;  // The subscriber's.
    UserId streamer;
    std::string tier;
    WallTime at;
};

struct SubscriptionEnded {
    SubscriptionId subscription;
    UserId subscriber;
    UserId streamer;
    std::string tier;
    WallTime at;
};

struct FollowBegan {
    UserId follower;
    std::string username;  // The follower's.
    UserId streamer;
    WallTime at;
};

/// A notification that stands in somebody's list.
struct NotificationMade {
    NotificationId notification;
    UserId recipient;
    std::string kind;
    std::string data;  // JSON.
    WallTime at;
};

/// A message that stands above its room from now on.
struct MessagePinned {
    StreamId stream;
    MessageId message;  // Names nothing: none stands there any more.
    WallTime at;
};

/// A message has other reactions than before.
struct MessageReacted {
    StreamId stream;
    MessageId message;
    WallTime at;
};

/// A poll has begun, was voted in, or was ended.
struct PollChanged {
    StreamId stream;
    PollId poll;
    WallTime at;
};

/// A channel has other emotes than before.
struct EmotesChanged {
    ChannelId channel;
    WallTime at;
};

using Event =
    std::variant<StreamStarted, StreamEnded, SubscriptionBegan, SubscriptionEnded, FollowBegan,
                 NotificationMade, MessagePinned, MessageReacted, PollChanged, EmotesChanged>;

/// What happened, told to whoever wants to know. An event is news, not a record: it is told after
/// the row that it speaks of is on disk, once, to who listens then. From any thread; outlives all
/// listeners.
class EventBus {
public:
    /// Runs on the thread of whoever publishes: hands over what takes time, and does not throw.
    using Hear = std::function<void(const Event&)>;

    /// Listens for as long as it lives. When it is gone, nothing runs in it any more.
    class Listener {
    public:
        Listener() = default;
        Listener(Listener&&) noexcept = default;
        Listener& operator=(Listener&& other) noexcept;
        ~Listener();

    private:
        friend class EventBus;
        struct Ear {
            std::recursive_mutex mutex;  // Held while it hears; it may go from within.
            Hear hear;
        };
        explicit Listener(std::shared_ptr<Ear> ear) : ear_(std::move(ear)) {}
        std::shared_ptr<Ear> ear_;
    };

    [[nodiscard]] Listener listen(Hear hear);

    void publish(const Event& event);

private:
    std::mutex mutex_;
    std::vector<std::weak_ptr<Listener::Ear>> ears_;
};

}  // namespace freshet
