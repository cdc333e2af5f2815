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
    if (pinned_ && pinned_->row.id == deleted.message) begin("chat: pin", refresh_pin());
}

void Room::take_one(const ChatCleared& cleared) {
    cleared_through_ = std::max(cleared_through_, cleared.through);
    recent_.clear(cleared.through);
    publish(news::cleared(id_));
    if (pinned_ && pinned_->row.id <= cleared.through) begin("chat: pin", refresh_pin());
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
    if (!message || approved <= cleared_through_) co_return;
    publish(news::message(parts_.looks, *message));
    recent_.add(*std::move(message));
}

/// Until it is known what it has become, nobody is judged by what it was.
void Room::take_one(const ChatPolicyChanged&) {
    policy_known_.shut();
    ++policies_asked_;
    begin("chat: policy", refresh_policy());
}

asio::awaitable<void> Room::refresh_policy() {
    const auto asked = policies_asked_;
    struct Known {
        Room& room;
        std::uint64_t asked;
        ~Known() {
            if (room.policies_asked_ == asked) room.policy_known_.open();
        }
    } known{*this, asked};
    auto policy = co_await parts_.moderation.policy(access_.channel);
    if (!policy) co_return;
    const bool is_new = policy->version > rules_->policy().version;
    rules_->set(*std::move(policy));
    if (!is_new) co_return;
    publish(news::settings(id_, rules_->policy().settings));
    begin("chat: states", tell_state_to_all(false));
}

void Room::take_one(const ChatModeratorChanged& change) {
    rules_->set_moderator(change.user, change.is_moderator);
    for (const auto& [socket, member] : members_)
        if (member.who.is(change.user)) follow_held(socket, member);
    begin("chat: states", tell_state_to(change.user));
}

void Room::take_one(const MessagePinned&) { begin("chat: pin", refresh_pin()); }

void Room::take_one(const MessageReacted& reacted) {
    reactions_.note(reacted.message);
    tick();
}

void Room::take_one(const PollChanged& change) {
    polls_.note(change.poll);
    tick();
}

void Room::take_one(const EmotesChanged&) { begin("chat: emotes", refresh_emotes()); }

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
    const bool is_seen = row && row->stream == id_ &&
                         row->state == community::MessageState::visible &&
                         row->id > cleared_through_;
    if (!is_seen) co_return std::nullopt;
    co_return message_of(*std::move(row), emotes_);
}

asio::awaitable<void> Room::refresh_pin() {
    const auto id = co_await parts_.pins.of_stream(id_);
    std::optional<Message> pinned;
    if (id) {
        auto message = co_await find(*id);
        pinned = std::move(message);
    }
    pinned_ = std::move(pinned);
    publish(news::pinned(parts_.looks, id_, pinned_ ? &*pinned_ : nullptr));
}

asio::awaitable<void> Room::refresh_polls(std::vector<PollId> polls) {
    for (const auto& id : polls) {
        const auto poll = co_await parts_.polls.find({.stream = id_, .poll = id});
        if (!poll) continue;
        const auto now = parts_.clock();
        publish(news::poll(id_, *poll, now));
        const bool is_other = !poll_ || poll_->id != id;
        if (poll->is_over(now)) {
            if (!is_other) poll_.reset();
            continue;
        }
        if (is_other) is_poll_end_told_ = false;
        poll_ = poll;
    }
    arm();
}

asio::awaitable<void> Room::refresh_reactions(std::vector<MessageId> messages) {
    auto counts = co_await parts_.reactions.counts(messages);
    for (const auto& message : messages) {
        const auto& reactions = counts[message];
        recent_.set_reactions(message, reactions);
        publish(news::reactions(id_, message, reactions));
    }
}

asio::awaitable<void> Room::refresh_emotes() {
    auto emotes = co_await parts_.emotes.of_channel(access_.channel);
    emotes_ = community::EmoteSet(std::move(emotes));
    co_await tell_state_to_all(true);
}

}  // namespace freshet::chat
