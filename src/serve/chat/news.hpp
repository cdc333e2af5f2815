#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "serve/chat/message.hpp"
#include "serve/chat/presence.hpp"
#include "serve/sockets/news.hpp"

/// What is told to all who are in a room, in both vocabularies.
namespace freshet::chat::news {

[[nodiscard]] sockets::News message(const Looks& looks, const Message& message);
[[nodiscard]] sockets::News held(const Looks& looks, const Message& message);
[[nodiscard]] sockets::News pinned(const Looks& looks, StreamId room, const Message* message);
[[nodiscard]] sockets::News presence(StreamId room, const Presence::Change& change);
[[nodiscard]] sockets::News deleted(StreamId room, MessageId message);
[[nodiscard]] sockets::News cleared(StreamId room);
[[nodiscard]] sockets::News reviewed(StreamId room, MessageId message, bool is_approved);
[[nodiscard]] sockets::News settings(StreamId room, const community::ChatSettings& settings);
[[nodiscard]] sockets::News poll(StreamId room, const community::Poll& poll, WallTime now);
[[nodiscard]] sockets::News reactions(StreamId room, MessageId message,
                                      const std::vector<community::ReactionCount>& reactions);
[[nodiscard]] sockets::News ended(StreamId room, const std::string& reason);

struct Whom {
    UserId user;
    std::string username;
};
[[nodiscard]] sockets::News banned(StreamId room, const Whom& whom);
[[nodiscard]] sockets::News unbanned(StreamId room, const Whom& whom);
[[nodiscard]] sockets::News timed_out(StreamId room, const Whom& whom, WallTime at, WallTime until);

/// The one of both that a client hears.
[[nodiscard]] const sockets::Event& in(sockets::Dialect dialect, const sockets::News& news);

}  // namespace freshet::chat::news
