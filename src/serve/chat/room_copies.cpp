// What a room reads again when it has changed elsewhere.
#include <exception>
#include <utility>

#include "base/log.hpp"
#include "base/outage.hpp"
#include "serve/chat/news.hpp"
#include "serve/chat/room.hpp"

namespace freshet::chat {

/// What has failed is tried again by whoever asks.
asio::awaitable<bool> Room::succeeds(asio::awaitable<void> reading) try {
    co_await std::move(reading);
    co_return true;
} catch (const std::exception& error) {
    static log::Every lines{std::chrono::seconds(10)};
    if (const auto times = lines.count())
        log::warning("chat", "changes not read times={} error=\"{}\"", *times, error.what());
    co_return false;
}

void Room::reread(Part part) {
    copy(part).note(thread_.now());
    tick();
}

asio::awaitable<void> Room::read_again(Part part) {
    const bool is_read = co_await succeeds(read(part));
    copy(part).end(is_read, thread_.now());
    tick();
    if (part == Part::policy && !copy(part).is_reading()) policy_read_.open();
}

asio::awaitable<void> Room::read(Part part) {
    switch (part) {
        case Part::policy: return read_policy();
        case Part::pin: return read_pin();
        case Part::emotes: break;
    }
    return read_emotes();
}

/// Until it is known what it has become, nobody is judged by what it was.
asio::awaitable<Said<void>> Room::know_policy() {
    co_await policy_read_.pass();
    if (!copy(Part::policy).is_known()) co_return refused(Outage::unavailable);
    co_return Said<void>();
}

asio::awaitable<void> Room::read_policy() {
    auto policy = co_await parts_.moderation.policy(access_.channel);
    if (!policy) co_return;
    const bool is_new = policy->version > rules_->policy().version;
    rules_->set(*std::move(policy));
    if (!is_new) co_return;
    publish(news::settings(id_, rules_->policy().settings));
    begin("chat: states", tell_state_to_all(false));
}

asio::awaitable<void> Room::read_pin() {
    const auto id = co_await parts_.pins.of_stream(id_);
    std::optional<Message> pinned;
    if (id) {
        auto message = co_await find(*id);
        pinned = std::move(message);
    }
    pinned_ = std::move(pinned);
    publish(news::pinned(parts_.looks, id_, pinned_ ? &*pinned_ : nullptr));
}

asio::awaitable<void> Room::read_emotes() {
    auto emotes = co_await parts_.emotes.of_channel(access_.channel);
    emotes_ = community::EmoteSet(std::move(emotes));
    begin("chat: states", tell_state_to_all(true));
}

asio::awaitable<void> Room::refresh_polls(std::vector<PollId> polls) {
    const bool is_read = co_await succeeds(read_polls(polls));
    is_reading_polls_ = false;
    if (!is_read)
        for (const auto& id : polls) polls_.note(id);
    tick();
}

asio::awaitable<void> Room::read_polls(const std::vector<PollId>& polls) {
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
}

asio::awaitable<void> Room::refresh_reactions(std::vector<MessageId> messages) {
    const bool is_read = co_await succeeds(read_reactions(messages));
    is_reading_reactions_ = false;
    if (!is_read)
        for (const auto& id : messages) reactions_.note(id);
    tick();
}

asio::awaitable<void> Room::read_reactions(const std::vector<MessageId>& messages) {
    auto counts = co_await parts_.reactions.counts(messages);
    for (const auto& message : messages) {
        const auto& reactions = counts[message];
        recent_.set_reactions(message, reactions);
        publish(news::reactions(id_, message, reactions));
    }
}

}  // namespace freshet::chat
