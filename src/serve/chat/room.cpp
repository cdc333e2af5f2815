#include "serve/chat/room.hpp"

#include <algorithm>
#include <utility>

#include <boost/system/system_error.hpp>

#include "base/outage.hpp"
#include "channels/error.hpp"
#include "serve/chat/news.hpp"
#include "serve/chat/topics.hpp"

namespace freshet::chat {

using namespace std::chrono_literals;

Room::Room(StreamId id, RoomConfig config, const RoomParts& parts, net::IoThread& thread,
           net::TaskGroup& tasks, std::function<void(std::uint32_t)> on_viewers)
    : id_(id),
      config_(config),
      parts_(parts),
      thread_(thread),
      tasks_(tasks),
      on_viewers_(std::move(on_viewers)),
      empty_since_(thread.now()),
      copies_{Copy(config.retry), Copy(config.retry), Copy(config.retry)},
      recent_(id, parts.looks),
      presence_(config.presence),
      reactions_(config.changes_told),
      polls_(config.changes_told) {}

asio::awaitable<Said<void>> Room::ready() {
    if (state_ != State::ready && state_ != State::loading) {
        state_ = State::loading;
        loaded_.shut();
        begin("chat: load", load());
    }
    co_await loaded_.pass();
    if (state_ == State::missing) co_return refused(channels::Errc::stream_not_found);
    if (state_ != State::ready) co_return refused(Outage::unavailable);
    co_return Said<void>();
}

void Room::begin(const char* name, asio::awaitable<void> task) {
    tasks_.spawn(name, in_use(std::move(task)));
}

asio::awaitable<void> Room::in_use(asio::awaitable<void> task) {
    const Use use(*this);
    co_await std::move(task);
}

/// Whatever becomes of it, those who wait go on.
asio::awaitable<void> Room::load() {
    struct Outcome {
        Room& room;
        State state = State::failed;
        ~Outcome() {
            room.state_ = state;
            for (const auto& event : std::exchange(room.unheard_, {}))
                if (state == State::ready) room.take(event);
            room.loaded_.open();
        }
    } outcome{*this};
    const bool is_there = co_await load_rows();
    if (is_there) co_await load_extras();
    outcome.state = is_there ? State::ready : State::missing;
}

asio::awaitable<bool> Room::load_rows() {
    const auto stream = co_await parts_.broadcasts.find(id_);
    if (!stream) co_return false;
    take_access(*stream);
    access_read_.open();
    auto facts = co_await parts_.messages.facts(stream->channel, parts_.clock());
    if (!facts) co_return false;
    rules_.emplace(*std::move(facts));
    policy_read_.open();
    co_return true;
}

asio::awaitable<void> Room::load_extras() {
    auto emotes = co_await parts_.emotes.of_channel(access_.channel);
    emotes_ = community::EmoteSet(std::move(emotes));
    const CursorPage newest{.after = {}, .limit = Recent::count_max};
    auto history = co_await parts_.messages.history(id_, newest);
    recent_.clear(MessageId::make());
    for (auto& row : history.items) recent_.add(message_of(std::move(row), emotes_));
    auto counts = co_await parts_.reactions.counts(recent_.ids());
    for (auto& [message, reactions] : counts) recent_.set_reactions(message, std::move(reactions));
    poll_ = co_await parts_.polls.open_of(id_);
    const auto pinned = co_await parts_.pins.of_stream(id_);
    pinned_.reset();
    if (pinned) {
        auto message = co_await find(*pinned);
        pinned_ = std::move(message);
    }
    review_at_ = thread_.now() + config_.review;
    arm();
}

std::optional<MonoTime> Room::idle_since() const {
    if (uses_ > 0 || !members_.empty() || presence_.viewers() > 0) return std::nullopt;
    return empty_since_;
}

sockets::Topic Room::topic() const { return room_topic(id_); }

sockets::Topic Room::held_topic() const { return chat::held_topic(id_); }

void Room::publish(sockets::News news) { parts_.press.publish(topic(), std::move(news)); }

void Room::tell(const Presence::Changes& changes) {
    on_viewers_(presence_.viewers());
    for (const auto& change : changes) publish(news::presence(id_, change));
    arm();
}

/// Wakes when the first thing is due.
void Room::arm() {
    auto soonest = presence_.deadline();
    const auto at = [&](std::optional<MonoTime> when) {
        if (when && (!soonest || *when < *soonest)) soonest = when;
    };
    if (!is_reading_reactions_) at(reactions_.deadline());
    if (!is_reading_polls_) at(polls_.deadline());
    for (const auto& copy : copies_) at(copy.deadline());
    if (!members_.empty()) at(review_at_);
    const bool ends = poll_ && poll_->ends_at && !is_poll_end_told_;
    if (ends) at(thread_.now() + std::max(*poll_->ends_at - parts_.clock(), 0ms));
    wake_ = soonest ? thread_.wake_at(*soonest, [this] { tick(); }) : nullptr;
}

void Room::tick() {
    const auto now = thread_.now();
    const bool is_over = poll_ && poll_->is_over(parts_.clock());
    if (is_over && !std::exchange(is_poll_end_told_, true)) polls_.note(poll_->id);
    read_due(now);
    if (now >= review_at_ && !members_.empty()) {
        review_at_ = now + config_.review;
        if (!is_reviewing_) begin("chat: review", review());
    }
    tell(presence_.pass(now));
}

void Room::read_due(MonoTime now) {
    for (const auto part : {Part::policy, Part::pin, Part::emotes}) {
        if (!copy(part).begin(now)) continue;
        if (part == Part::policy) policy_read_.shut();
        begin("chat: read", read_again(part));
    }
    if (!is_reading_polls_) {
        auto due = polls_.take_due(now);
        is_reading_polls_ = !due.empty();
        if (is_reading_polls_) begin("chat: polls", refresh_polls(std::move(due)));
    }
    if (!is_reading_reactions_) {
        auto due = reactions_.take_due(now);
        is_reading_reactions_ = !due.empty();
        if (is_reading_reactions_) begin("chat: reactions", refresh_reactions(std::move(due)));
    }
}

}  // namespace freshet::chat
