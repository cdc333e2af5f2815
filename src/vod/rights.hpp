#pragma once

#include <cstdint>
#include <optional>

#include "base/ids.hpp"
#include "vod/video.hpp"

namespace freshet::vod {

/// Why somebody may watch. Each is good for what the ones before it are good for.
enum class Ground : std::uint8_t {
    none,   // What is public or unlisted needs nothing.
    link,   // Has a share link.
    owner,  // Or of the staff.
};

/// Who asks.
struct Asker {
    std::optional<UserId> user{};  // None: not signed in.
    bool is_staff = false;
};

/// Whether the asker may do with it what the owner may.
[[nodiscard]] bool is_theirs(const Video& video, const Asker& asker);

/// Whether the asker may know that it is there, without a share link.
[[nodiscard]] bool may_see(const Video& video, const Asker& asker);

/// The least ground on which a video that is READY may be watched.
[[nodiscard]] Ground least_ground(Visibility visibility);

/// Whether a playback on that ground may begin or go on.
[[nodiscard]] bool may_watch(const Video& video, Ground ground);

}  // namespace freshet::vod
