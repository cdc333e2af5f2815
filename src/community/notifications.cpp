#include "community/notifications.hpp"

#include <array>
#include <utility>

#include "base/json.hpp"
#include "base/names.hpp"

namespace freshet::community {

namespace {

constexpr std::array<std::string_view, 3> kind_names{
    "stream_started", "new_subscriber", "new_follower"};  // In the order of NotificationKind.

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
           std::holds_alternative<FollowBegan>(event);
}

asio::awaitable<void> Notifications::tell(Event event) {
    if (auto* started = std::get_if<StreamStarted>(&event)) {
        co_await tell_started(std::move(*started));
    } else if (auto* subscription = std::get_if<SubscriptionBegan>(&event)) {
        co_await tell_subscriber(std::move(*subscription));
    } else if (auto* follow = std::get_if<FollowBegan>(&event)) {
        co_await tell_follower(std::move(*follow));
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
