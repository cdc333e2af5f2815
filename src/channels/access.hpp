#pragma once

#include <cstdint>

#include "base/ids.hpp"
#include "channels/stream.hpp"

namespace freshet::channels {

/// Why somebody may watch. Each is good for what the ones before it are good for.
enum class Ground : std::uint8_t {
    none,        // What is public needs nothing.
    link,        // Has been given the stream's id.
    follower,    // Of the channel.
    subscriber,  // Of the channel.
    owner,       // Of the channel, or of the staff.
};

/// What decides who may watch a stream.
struct Access {
    ChannelId channel;
    UserId owner;
    Visibility visibility = Visibility::public_;
    Audience audience = Audience::everyone;

    /// The least ground on which a playback may start.
    [[nodiscard]] Ground least_ground() const;

    [[nodiscard]] bool is_public() const { return least_ground() == Ground::none; }
    [[nodiscard]] bool may_start(Ground ground) const { return ground >= least_ground(); }

    /// Who watches already need not have the link any more.
    [[nodiscard]] bool may_stay(Ground ground) const;

    bool operator==(const Access&) const = default;
};

[[nodiscard]] Access access_of(const Stream& stream);

/// Somebody who watches a channel by what a token once said.
struct Watcher {
    UserId user;
    SessionId session;  // Nil: asked by other means than a sign-in.
    ChannelId channel;
};

/// What is true of a watcher now. Who is no member is none of the rest.
struct Standing {
    bool is_member = false;  // The sign-in is not over, and the user neither disabled nor gone.
    bool is_staff = false;
    bool follows = false;
    bool subscribes = false;

    /// Whether a playback that has begun may go on.
    [[nodiscard]] bool may_stay(UserId user, const Access& access) const;

    bool operator==(const Standing&) const = default;
};

}  // namespace freshet::channels
