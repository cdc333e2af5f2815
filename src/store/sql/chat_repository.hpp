#pragma once

#include <utility>

#include "base/clock.hpp"
#include "community/chat_repository.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Messages as rows, and what they are judged by. The database outlives it.
class ChatRepository final : public community::ChatRepository {
public:
    explicit ChatRepository(Database& database, WallClock clock = wall_now)
        : database_(database), clock_(std::move(clock)) {}

    asio::awaitable<std::optional<community::ChatFacts>> facts(ChannelId channel,
                                                               WallTime now) override;
    asio::awaitable<std::vector<MessageId>> append(
        std::vector<community::ChatDraft> batch) override;
    asio::awaitable<Stretch<community::ChatMessage>> history(StreamId room,
                                                             CursorPage page) override;
    asio::awaitable<std::optional<community::ChatMessage>> find(MessageId id) override;
    asio::awaitable<std::vector<community::ChatMessage>> said_by(UserId user, MessageId after,
                                                                 std::size_t count) override;

private:
    Database& database_;
    WallClock clock_;
};

}  // namespace freshet::sql
