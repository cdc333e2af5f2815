#pragma once

#include "base/ids.hpp"
#include "serve/sockets/news.hpp"

namespace freshet::chat {

/// What all in a room hear.
[[nodiscard]] inline sockets::Topic room_topic(StreamId room) { return "room:" + to_string(room); }

/// What those hear who moderate it.
[[nodiscard]] inline sockets::Topic held_topic(StreamId room) { return "held:" + to_string(room); }

/// What one user hears, wherever that user is connected.
[[nodiscard]] inline sockets::Topic user_topic(UserId user) { return "user:" + to_string(user); }

}  // namespace freshet::chat
