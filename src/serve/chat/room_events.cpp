// What a room hears of changes that were made elsewhere, and what it asks for then.
#include <algorithm>
#include <concepts>
#include <type_traits>
#include <utility>
#include <variant>

#include "serve/chat/news.hpp"
#include "serve/chat/room.hpp"

namespace freshet::chat {

void Room::hear(const Event& event) {
    if (state_ == State::loading) {
        unheard_.push_back(event);  // What is being read may say so or not; twice is once.
    } else if (state_ == State::ready) {
        take(event);
    }
}

void Room::take(const Event& event) {
    std::visit(
        [this](const auto& one) {
            using Kind = std::decay_t<decltype(one)>;
            if constexpr (requires { one.stream; }) {
                if (one.stream != id_) return;
            } else if constexpr (requires { one.channel; }) {
                if (one.channel != access_.channel) return;
            }
            if constexpr (std::same_as<Kind, SubscriptionBegan> ||
                          std::same_as<Kind, SubscriptionEnded>) {
                forget_standing(one.subscriber, one.streamer);
            } else if constexpr (std::same_as<Kind, FollowBegan>) {
                forget_standing(one.follower, one.streamer);
            } else if constexpr (requires { take_one(one); }) {
                take_one(one);
            }
        },
        event);
}

void Room::take_one(const ChatBanned& ban) {
    rules_->ban({.id = ban.ban, .user = ban.user, .ranges = ban.ranges, .until = ban.until},
                parts_.clock());
    refuse_waiting();
    if (ban.user) {
        const news::Whom whom{.user = *ban.user, .username = ban.username};
        publish(ban.until ? news::timed_out(id_, whom, ban.at, *ban.until)
                          : news::banned(id_, whom));
        begin("chat: states", tell_state_to(*ban.user));
    }
    if (!ban.ranges.empty()) begin("chat: states", tell_state_to_all(false));
}

void Room::take_one(const ChatUnbanned& unban) {
    rules_->unban(unban.ban);
    if (!unban.user) {
        begin("chat: states", tell_state_to_all(false));
        return;
    }
    publish(news::unbanned(id_, {.user = *unban.user, .username = unban.username}));
    begin("chat: states", tell_state_to(*unban.user));
}

void Room::take_one(const ChatMessageDeleted& deleted) {
    recent_.mark_deleted(deleted.message);
    publish(news::deleted(id_, deleted.message));
    if (pinned_) forget_gone(*pinned_);
    if (pinned_ && pinned_->row.id == deleted.message) reread(Part::pin);
}

void Room::take_one(const ChatCleared& cleared) {
    cleared_through_ = std::max(cleared_through_, cleared.through);
    recent_.clear(cleared.through);
    publish(news::cleared(id_));
    if (pinned_) forget_gone(*pinned_);
    if (pinned_ && pinned_->row.id <= cleared.through) reread(Part::pin);
}

/// Its author hears of it too.
void Room::take_one(const ChatReviewed& review) {
    const auto news = news::reviewed(id_, review.message, review.is_approved);
    for (const auto& [socket, member] : members_) {
        const bool is_told = community::moderates(role_of(member.who));
        if (member.who.is(review.author) && !is_told) socket.tell(news::in(member.dialect, news));
    }
    parts_.press.publish(held_topic(), news);
    if (review.is_approved) begin("chat: approved", show(review.message));
}

asio::awaitable<void> Room::show(MessageId approved) {
    auto message = co_await find(approved);
    if (!message) co_return;
    publish(news::message(parts_.looks, *message));
    recent_.add(*std::move(message));
}

void Room::take_one(const ChatPolicyChanged&) { reread(Part::policy); }

void Room::take_one(const ChatModeratorChanged& change) {
    rules_->set_moderator(change.user, change.is_moderator);
    for (const auto& [socket, member] : members_)
        if (member.who.is(change.user)) follow_held(socket, member);
    begin("chat: states", tell_state_to(change.user));
}

void Room::take_one(const MessagePinned&) { reread(Part::pin); }

void Room::take_one(const MessageReacted& reacted) {
    reactions_.note(reacted.message);
    tick();
}

void Room::take_one(const PollChanged& change) {
    polls_.note(change.poll);
    tick();
}

void Room::take_one(const EmotesChanged&) { reread(Part::emotes); }

void Room::take_one(const StreamEnded& ended) { publish(news::ended(id_, ended.reason)); }

void Room::forget_standing(UserId user, UserId streamer) {
    if (streamer != access_.owner) return;
    standings_.erase(user);
    begin("chat: states", tell_state_to(user));
}

/// What everybody sees; with its reactions only if it is among the newest.
asio::awaitable<std::optional<Message>> Room::find(MessageId id) {
    if (const auto* const recent = recent_.find(id)) {
        if (recent->row.state == community::MessageState::visible) co_return *recent;
        co_return std::nullopt;
    }
    auto row = co_await parts_.messages.find(id);
    const bool is_seen =
        row && row->stream == id_ && row->state == community::MessageState::visible && !is_gone(id);
    if (!is_seen) co_return std::nullopt;
    auto message = message_of(*std::move(row), emotes_);
    forget_gone(message);
    co_return message;
}

/// A row may have been read before what is heard already.
bool Room::is_gone(MessageId id) const { return id <= cleared_through_ || recent_.has_lost(id); }

/// An answer does not repeat what is gone.
void Room::forget_gone(Message& message) const {
    auto& reply = message.row.reply_to;
    if (reply && is_gone(reply->id)) reply->text.clear();
}

}  // namespace freshet::chat
