#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <variant>

#include "base/clock.hpp"
#include "base/ids.hpp"

namespace freshet::channels {

using ViewId = Id<struct ViewKind>;

/// What can be watched: a broadcast, or a video.
using Subject = std::variant<StreamId, VideoId>;

/// Who watches what, as views tell viewers apart.
struct Spectator {
    Subject subject;
    ChannelId channel;
    UserId user;         // Nil: not signed in.
    std::string viewer;  // See ViewerNames.
};

/// One viewer's viewing of one subject, from the first byte to the last, with whatever breaks there
/// were.
struct View {
    ViewId id;
    Spectator who;
    std::chrono::milliseconds watched{};  // Breaks are not counted, nor is a second tab.
    WallTime started_at;
    WallTime ended_at;  // When something was last watched.
};

}  // namespace freshet::channels
