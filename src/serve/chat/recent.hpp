#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "serve/chat/message.hpp"
#include "serve/sockets/news.hpp"

namespace freshet::chat {

/// The newest messages of a room, which who joins is told. On the room's thread.
class Recent {
public:
    static constexpr std::size_t count_max = 50;
    static constexpr std::size_t bytes_max = 128 * 1024;  // Of a history.
    static constexpr std::size_t lost_max = 1000;

    Recent(StreamId room, const Looks& looks) : room_(room), looks_(looks) {}

    /// In its place: one that was held is older than what was said meanwhile.
    void add(Message message);

    /// The message stays as a place where one was, and answers to it lose what they quote.
    void mark_deleted(MessageId id);

    void clear(MessageId through);

    void set_reactions(MessageId id, std::vector<community::ReactionCount> reactions);

    /// Whether it was deleted not long ago, among the newest or not: what was read before that may
    /// still come.
    [[nodiscard]] bool has_lost(MessageId id) const {
        return std::ranges::find(lost_, id) != lost_.end();
    }

    /// Null: not among the newest.
    [[nodiscard]] const Message* find(MessageId id) const;

    [[nodiscard]] std::vector<MessageId> ids() const;

    /// `chat-history`, written once however many join: as many of the newest as have room in it.
    [[nodiscard]] const sockets::News& history() const;

private:
    [[nodiscard]] Message* own(MessageId id);

    StreamId room_;
    const Looks& looks_;
    std::deque<Message> messages_;  // The oldest first.
    std::deque<MessageId> lost_;    // The last ones.
    mutable std::optional<sockets::News> history_;
};

}  // namespace freshet::chat
