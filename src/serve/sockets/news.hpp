#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace freshet::sockets {

/// In which words a client hears of events, and how they are wrapped: Socket.IO packets with kebab
/// or snake names, or the JSON objects of a plain WebSocket with snake names.
enum class Dialect : std::uint8_t { kebab, snake, plain };
inline constexpr std::size_t dialect_count = 3;

/// What happened, as a client hears it.
struct Event {
    std::string name;
    std::string data;  // JSON. Empty: an event without data.
};

/// One piece of news, in both vocabularies. Empty names: nothing for who speaks that one.
struct News {
    Event kebab;
    Event snake;
};

/// A log of news that sockets follow, by its name ("room:0198...").
using Topic = std::string;

/// Rises with every piece of news, whatever its topic: the offset by which a client that was away
/// says what it has had. 0: before the first.
using Number = std::uint64_t;

}  // namespace freshet::sockets
