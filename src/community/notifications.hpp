#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/described.hpp"
#include "base/events.hpp"
#include "base/ids.hpp"

namespace freshet::community {

namespace asio = boost::asio;

enum class NotificationKind : std::uint8_t {
    stream_started,
    new_subscriber,
    new_follower,
    video_ready,
    video_failed,
};

// The words of the API and of the rows.
[[nodiscard]] std::string_view to_string(NotificationKind kind);
[[nodiscard]] std::optional<NotificationKind> notification_kind_from(std::string_view text);

/// What a notification says; those that its kind has. Described, for rows and clients have the same
/// JSON.
struct NotificationFacts {
    json::Omittable<StreamId> stream_id{};
    json::Omittable<ChannelId> channel_id{};
    json::Omittable<UserId> streamer_id{};
    json::Omittable<std::string> streamer{};  // The username.
    json::Omittable<std::string> title{};
    json::Omittable<UserId> user_id{};
    json::Omittable<std::string> user{};  // The username of who follows or subscribes.
    json::Omittable<std::string> tier{};
    json::Omittable<VideoId> video_id{};
    json::Omittable<std::string> failure{};

    static constexpr json::Rule rules[] = {
        {.field = "streamer", .about = "The username of who is on air.", .example = "ada"},
        {.field = "title", .about = "Of the stream or the video.", .example = "Ada paints"},
        {.field = "user", .about = "The username of who follows or subscribes.", .example = "eve"},
        {.field = "tier", .about = "Of the subscription.", .example = "basic"},
        {.field = "failure",
         .about = "The code of a video's failure; the video has the sentence.",
         .example = "damaged"},
    };
};
BOOST_DESCRIBE_STRUCT(NotificationFacts, (),
                      (stream_id, channel_id, streamer_id, streamer, title, user_id, user, tier,
                       video_id, failure))

/// What one user is told.
struct Notification {
    NotificationId id;  // Greater than those of all that were made before.
    NotificationKind kind = NotificationKind::stream_started;
    NotificationFacts facts;
    std::optional<WallTime> read_at;
    WallTime created_at;
};

/// What is to be told to one user or to many.
struct Tiding {
    NotificationKind kind = NotificationKind::stream_started;
    Uuid subject;  // What it is about: the same again is not told again,
    NotificationFacts facts;
    WallTime at;
    std::optional<WallTime> stale_since{};  // unless it was last told then or before.
};

/// Where a walk through somebody's followers stands: after this one.
struct FollowerCursor {
    WallTime since;
    UserId follower;
};

/// A notification that has just been made.
struct Made {
    NotificationId id;
    UserId recipient;
};

/// What came of telling some of somebody's followers.
struct ToldFollowers {
    std::vector<Made> made;
    std::optional<FollowerCursor> next;  // None: those were the last.
};

/// A piece of somebody's list, the newest first.
struct NotificationPage {
    std::vector<Notification> items;
    bool has_more = false;
    std::uint64_t unread = 0;  // In the whole list.
};

struct NotificationQuery {
    UserId recipient;
    std::optional<NotificationId> before{};  // Only older ones.
    bool unread_only = false;
    std::uint32_t limit = 20;
};

/// Which notifications become read, or unread again.
struct Marking {
    UserId recipient;
    std::optional<std::vector<NotificationId>> ids{};  // None: all.
    bool read = true;
};

/// Where notifications are kept. Every method is one transaction, and what it returned survives a
/// crash. A database that is down throws. From any thread.
class NotificationRepository {
public:
    virtual ~NotificationRepository() = default;

    /// Tells those of a streamer's followers who come after the cursor, at most `count` of them,
    /// without disabled users.
    virtual asio::awaitable<ToldFollowers> tell_followers(UserId streamer, FollowerCursor after,
                                                          std::uint32_t count, Tiding tiding) = 0;

    /// Nothing if it has been told.
    virtual asio::awaitable<std::optional<Made>> tell(UserId recipient, Tiding tiding) = 0;

    virtual asio::awaitable<NotificationPage> list(NotificationQuery query) = 0;
    virtual asio::awaitable<std::uint64_t> unread(UserId recipient) = 0;

    /// How many are unread afterwards. Those of others stay as they are.
    virtual asio::awaitable<std::uint64_t> mark(Marking marking, WallTime now) = 0;
};

/// What users are told of streams, followers, subscribers and their videos. Used by all io threads
/// at once; repository and events outlive it.
class Notifications {
public:
    struct Limits {
        // Rows of one transaction: a streamer with many followers must not hold up other writers.
        std::uint32_t batch = 500;
        // Who leaves and comes back within it is told of once.
        std::chrono::hours follow_again{24};
        // The same news of a video by two nodes is one; a retry takes longer.
        std::chrono::seconds video_again{5};
    };

    Notifications(Limits limits, NotificationRepository& repository, EventBus& events,
                  WallClock clock);

    /// Whether anybody is told of such an event.
    [[nodiscard]] static bool concerns(const Event& event);

    /// Tells whom it concerns, and publishes NotificationMade for each when that is on disk.
    asio::awaitable<void> tell(Event event);

    asio::awaitable<NotificationPage> list(NotificationQuery query);
    asio::awaitable<std::uint64_t> unread(UserId recipient);
    asio::awaitable<std::uint64_t> mark(Marking marking);

private:
    asio::awaitable<void> tell_started(StreamStarted started);
    asio::awaitable<void> tell_subscriber(SubscriptionBegan began);
    asio::awaitable<void> tell_follower(FollowBegan began);
    asio::awaitable<void> tell_ready(VideoReady ready);
    asio::awaitable<void> tell_failed(VideoFailed failed);
    asio::awaitable<void> tell_one(UserId recipient, Tiding tiding);
    void publish(const Made& made, const Tiding& tiding) const;

    Limits limits_;
    NotificationRepository& repository_;
    EventBus& events_;
    WallClock clock_;
};

}  // namespace freshet::community
