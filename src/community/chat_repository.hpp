#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/cursor.hpp"
#include "base/ids.hpp"
#include "community/chat_message.hpp"
#include "community/chat_rules.hpp"

namespace freshet::community {

namespace asio = boost::asio;

/// Where messages are kept, and what they are judged by. What people who have left said is not
/// found. Every method is one transaction, and what it returned survives a crash. A database that
/// is down throws. From any thread.
class ChatRepository {
public:
    virtual ~ChatRepository() = default;

    /// Nothing: there is no such channel.
    virtual asio::awaitable<std::optional<ChatFacts>> facts(ChannelId channel, WallTime now) = 0;

    /// All of them or none; what is there already stays as it is. Gives those that could not be
    /// kept, for their room or author is gone.
    virtual asio::awaitable<std::vector<MessageId>> append(std::vector<ChatDraft> batch) = 0;

    /// What everybody sees of a room, the newest first, deleted ones without their text; without
    /// what was cleared.
    virtual asio::awaitable<Stretch<ChatMessage>> history(StreamId room, CursorPage page) = 0;

    /// In whatever state it is.
    virtual asio::awaitable<std::optional<ChatMessage>> find(MessageId id) = 0;

    /// What somebody said that still is to be seen or waits, the oldest first, of those after
    /// `after`: for the export of an account.
    virtual asio::awaitable<std::vector<ChatMessage>> said_by(UserId user, MessageId after,
                                                              std::size_t count) = 0;
};

}  // namespace freshet::community
