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
    bool is_public = true;  // As in StreamStarted.
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

/// Some of somebody's notifications are read now, or unread again.
struct NotificationsMarked {
    UserId recipient;
    std::uint64_t unread = 0;  // In the whole list.
};

/// Somebody may not write any more in the rooms of a channel. It replaces what was said of that
/// user before.
struct ChatBanned {
    ChannelId channel;
    BanId ban;
    std::optional<UserId> user{};  // None: nobody but those who come from the addresses.
    std::string username{};
    std::vector<AddressRange> ranges{};  // Not for the eyes of moderators.
    std::optional<WallTime> until{};     // Of a timeout. None: for good.
    UserId by;
    WallTime at;
};

/// A ban or timeout is lifted.
struct ChatUnbanned {
    ChannelId channel;
    BanId ban;
    std::optional<UserId> user{};
    std::string username{};
    UserId by;
    WallTime at;
};

struct ChatMessageDeleted {
    StreamId stream;
    ChannelId channel;
    MessageId message;
    UserId by;
    WallTime at;
};

/// All that was said in a room up to this message is gone, and what was held is rejected.
struct ChatCleared {
    StreamId stream;
    ChannelId channel;
    MessageId through;
    UserId by;
    WallTime at;
};

/// A message that was held is shown now, or never will be.
struct ChatReviewed {
    StreamId stream;
    ChannelId channel;
    MessageId message;
    UserId author;
    bool is_approved = false;
    UserId by;
    WallTime at;
};

/// The modes or phrases of a channel are others: whoever holds them loads them anew.
struct ChatPolicyChanged {
    ChannelId channel;
    UserId by;
    WallTime at;
};

struct ChatModeratorChanged {
    ChannelId channel;
    UserId user;
    std::string username;
    bool is_moderator = false;
    UserId by;
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

/// How far a video is, for its owner: the words are those of the API.
struct VideoProgressed {
    UserId owner;
    VideoId video;
    std::string status;          // "PROCESSING"
    std::uint32_t progress = 0;  // 0 to 100.
    std::string doing{};         // The kind of its job, while there is one: "transcode".
    std::uint64_t position = 0;  // In the queue; 0: it does not wait.
    std::string failure{};       // "damaged"; empty: it has not failed.
    WallTime at;
};

/// A video plays from now on.
struct VideoReady {
    VideoId video;
    UserId owner;
    std::string title;
    WallTime at;
};

struct VideoFailed {
    VideoId video;
    UserId owner;
    std::string title;
    std::string failure;
    WallTime at;
};

/// A video is not what it was: whoever holds something of it loads it anew. With another epoch than
/// before, nobody who watches may go on without being judged again.
struct VideoChanged {
    VideoId video;
    std::uint64_t access_epoch = 0;
    WallTime at;
};

struct VideoRemoved {
    VideoId video;
    WallTime at;
};

/// There is work for the workers.
struct JobQueued {
    JobId job;
    WallTime at;
};

using Event =
    std::variant<StreamStarted, StreamEnded, SubscriptionBegan, SubscriptionEnded, FollowBegan,
                 NotificationMade, NotificationsMarked, ChatBanned, ChatUnbanned,
                 ChatMessageDeleted, ChatCleared, ChatReviewed, ChatPolicyChanged,
                 ChatModeratorChanged, MessagePinned, MessageReacted, PollChanged, EmotesChanged,
                 VideoProgressed, VideoReady, VideoFailed, VideoChanged, VideoRemoved, JobQueued>;

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
