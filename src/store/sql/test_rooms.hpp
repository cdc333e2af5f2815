#pragma once

#include <stdexcept>
#include <string>

#include "store/sql/chat_repository.hpp"
#include "store/sql/streams_repository.hpp"
#include "store/sql/test_people.hpp"

namespace freshet::sql::test {

/// Somebody's broadcast, whose room it is.
inline StreamId add_room(Database& database, const Person& owner) {
    StreamsRepository streams(database);
    return run(streams.open(owner.channel, noon, noon)).value().id;
}

/// What somebody has said there.
inline MessageId add_message(Database& database, StreamId room, const Person& author) {
    ChatRepository chat(database, [] { return noon; });
    const auto id = MessageId::make();
    const auto lost = run(chat.append({{.id = id,
                                        .stream = room,
                                        .channel = {},
                                        .author = author.user,
                                        .text = "hello",
                                        .at = noon}}));
    if (!lost.empty()) throw std::runtime_error("there is no such room");
    return id;
}

/// Lets somebody moderate a channel.
inline void add_moderator(Database& database, const Person& owner, const Person& moderator) {
    change(database, "INSERT INTO chat_moderators (channel_id, user_id, created_at) VALUES ('" +
                         to_string(owner.channel) + "', '" + to_string(moderator.user) + "', 1)");
}

/// How many rows a query counts.
inline std::int64_t count(Database& database, std::string query) {
    return run(database.read([query = std::move(query)](Session& session) {
        std::int64_t value = 0;
        session.prepare(query).into(value).next();
        return value;
    }));
}

}  // namespace freshet::sql::test
