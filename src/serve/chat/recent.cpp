#include "serve/chat/recent.hpp"

#include <algorithm>
#include <utility>

#include "base/json.hpp"

namespace freshet::chat {

namespace {

MessageId id_of(const Message& message) { return message.row.id; }

/// Without the oldest, where all of them are too much for one event.
template <class History>
std::string fitting(History history) {
    auto text = json::to_json(history);
    if (text.size() <= Recent::bytes_max) return text;
    auto& messages = history.messages;
    auto first = messages.begin();
    for (auto left = text.size(); left > Recent::bytes_max && first != messages.end(); ++first)
        left -= json::to_json(*first).size();
    messages.erase(messages.begin(), first);
    return json::to_json(history);
}

}  // namespace

void Recent::add(Message message) {
    const auto place = std::ranges::lower_bound(messages_, message.row.id, {}, id_of);
    if (place != messages_.end() && place->row.id == message.row.id) return;
    messages_.insert(place, std::move(message));
    if (messages_.size() > count_max) messages_.pop_front();
    history_.reset();
}

void Recent::mark_deleted(MessageId id) {
    lost_.push_back(id);
    if (lost_.size() > lost_max) lost_.pop_front();
    if (auto* const message = own(id)) {
        message->row.state = community::MessageState::deleted;
        message->row.text.clear();
        message->emotes.clear();
        message->reactions.clear();
    }
    for (auto& message : messages_) {
        auto& reply = message.row.reply_to;
        if (reply && reply->id == id) reply->text.clear();
    }
    history_.reset();
}

void Recent::clear(MessageId through) {
    std::erase_if(messages_, [&](const Message& message) { return message.row.id <= through; });
    for (auto& message : messages_) {
        auto& reply = message.row.reply_to;
        if (reply && reply->id <= through) reply->text.clear();
    }
    history_.reset();
}

void Recent::set_reactions(MessageId id, std::vector<community::ReactionCount> reactions) {
    auto* const message = own(id);
    if (message == nullptr) return;
    message->reactions = std::move(reactions);
    history_.reset();
}

const Message* Recent::find(MessageId id) const {
    const auto place = std::ranges::lower_bound(messages_, id, {}, id_of);
    return place == messages_.end() || place->row.id != id ? nullptr : &*place;
}

Message* Recent::own(MessageId id) {
    return const_cast<Message*>(find(id));  // Of this object's own.
}

std::vector<MessageId> Recent::ids() const {
    std::vector<MessageId> ids;
    for (const auto& message : messages_) ids.push_back(message.row.id);
    return ids;
}

const sockets::News& Recent::history() const {
    if (history_) return *history_;
    KebabHistory kebab{.room_id = room_, .messages = {}};
    SnakeHistory snake{.stream_id = room_, .messages = {}};
    for (const auto& message : messages_) {
        kebab.messages.push_back(looks_.kebab(message));
        snake.messages.push_back(looks_.snake(message));
    }
    history_ = {.kebab = {.name = "chat-history", .data = fitting(std::move(kebab))},
                .snake = {.name = "chat_history", .data = fitting(std::move(snake))}};
    return *history_;
}

}  // namespace freshet::chat
