#include "community/notifications.hpp"

#include <array>
#include <utility>

#include "base/json.hpp"
#include "base/names.hpp"

namespace freshet::community {

namespace {

// In the order of NotificationKind.
constexpr std::array<std::string_view, 5> kind_names{
    "stream_started", "new_subscriber", "new_follower", "video_ready", "video_failed"};

}  // namespace

std::string_view to_string(NotificationKind kind) {
    return kind_names[static_cast<std::size_t>(kind)];
}

std::optional<NotificationKind> notification_kind_from(std::string_view text) {
    return value_of<NotificationKind>(kind_names, text);
}

Notifications::Notifications(Limits limits, NotificationRepository& repository, EventBus& events,
                             WallClock clock)
    : limits_(limits), repository_(repository), events_(events), clock_(std::move(clock)) {}

bool Notifications::concerns(const Event& event) {
    return std::holds_alternative<StreamStarted>(event) ||
           std::holds_alternative<SubscriptionBegan>(event) ||
           std::holds_alternative<FollowBegan>(event) ||
           std::holds_alternative<VideoReady>(event) || std::holds_alternative<VideoFailed>(event);
}

asio::awaitable<void> Notifications::tell(Event event) {
    if (auto* started = std::get_if<StreamStarted>(&event)) {
        co_await tell_started(std::move(*started));
    } else if (auto* subscription = std::get_if<SubscriptionBegan>(&event)) {
        co_await tell_subscriber(std::move(*subscription));
    } else if (auto* follow = std::get_if<FollowBegan>(&event)) {
        co_await tell_follower(std::move(*follow));
    } else if (auto* ready = std::get_if<VideoReady>(&event)) {
        co_await tell_ready(std::move(*ready));
    } else if (auto* failed = std::get_if<VideoFailed>(&event)) {
        co_await tell_failed(std::move(*failed));
    }
}

asio::awaitable<void> Notifications::tell_started(StreamStarted started) {
    if (!started.is_public) co_return;
    const Tiding tiding{.kind = NotificationKind::stream_started,
                        .subject = started.stream.uuid(),
                        .facts = {.stream_id = started.stream,
                                  .channel_id = started.channel,
                                  .streamer_id = started.streamer,
                                  .streamer = started.username,
                                  .title = started.title},
                        .at = started.at};
    std::optional<FollowerCursor> cursor = FollowerCursor();
    while (cursor) {
        const auto told =
            co_await repository_.tell_followers(started.streamer, *cursor, limits_.batch, tiding);
        for (const auto& made : told.made) publish(made, tiding);
        cursor = told.next;
    }
}

asio::awaitable<void> Notifications::tell_subscriber(SubscriptionBegan began) {
    Tiding tiding{.kind = NotificationKind::new_subscriber,
                  .subject = began.subscription.uuid(),
                  .facts = {.streamer_id = began.streamer,
                            .user_id = began.subscriber,
                            .user = began.username,
                            .tier = began.tier},
                  .at = began.at};
    co_await tell_one(began.streamer, std::move(tiding));
}

asio::awaitable<void> Notifications::tell_follower(FollowBegan began) {
    Tiding tiding{.kind = NotificationKind::new_follower,
                  .subject = began.follower.uuid(),
                  .facts = {.user_id = began.follower, .user = began.username},
                  .at = began.at,
                  .stale_since = began.at - limits_.follow_again};
    co_await tell_one(began.streamer, std::move(tiding));
}

/// A video that is tried again is told of again.
asio::awaitable<void> Notifications::tell_ready(VideoReady ready) {
    Tiding tiding{.kind = NotificationKind::video_ready,
                  .subject = ready.video.uuid(),
                  .facts = {.title = ready.title, .video_id = ready.video},
                  .at = ready.at,
                  .stale_since = ready.at - limits_.video_again};
    co_await tell_one(ready.owner, std::move(tiding));
}

asio::awaitable<void> Notifications::tell_failed(VideoFailed failed) {
    Tiding tiding{.kind = NotificationKind::video_failed,
                  .subject = failed.video.uuid(),
                  .facts = {.title = failed.title,
                            .video_id = failed.video,
                            .failure = failed.failure},
                  .at = failed.at,
                  .stale_since = failed.at - limits_.video_again};
    co_await tell_one(failed.owner, std::move(tiding));
}

asio::awaitable<void> Notifications::tell_one(UserId recipient, Tiding tiding) {
    const auto made = co_await repository_.tell(recipient, tiding);
    if (made) publish(*made, tiding);
}

void Notifications::publish(const Made& made, const Tiding& tiding) const {
    events_.publish(NotificationMade{.notification = made.id,
                                     .recipient = made.recipient,
                                     .kind = std::string(to_string(tiding.kind)),
                                     .data = json::to_json(tiding.facts),
                                     .at = tiding.at});
}

asio::awaitable<NotificationPage> Notifications::list(NotificationQuery query) {
    return repository_.list(query);
}

asio::awaitable<std::uint64_t> Notifications::unread(UserId recipient) {
    return repository_.unread(recipient);
}

asio::awaitable<std::uint64_t> Notifications::mark(Marking marking) {
    const auto recipient = marking.recipient;
    const auto unread = co_await repository_.mark(std::move(marking), clock_());
    events_.publish(NotificationsMarked{.recipient = recipient, .unread = unread});
    co_return unread;
}

}  // namespace freshet::community
