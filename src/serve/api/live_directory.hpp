#pragma once

#include <cstdint>
#include <optional>

#include "base/clock.hpp"
#include "base/ids.hpp"

namespace freshet::api {

/// A stream that is on air, as of now.
struct LiveNow {
    StreamId stream;
    std::uint32_t viewers = 0;
    WallTime started_at;
    bool reconnecting = false;  // Its publisher is away, and the grace time runs.
};

/// What is on air: the truth that rows follow. Streams that wait for their publisher are on air
/// too, also those that a restart found in the database. Implemented in app over live::Hub; asked
/// from every io thread, answers at once.
class LiveDirectory {
public:
    virtual ~LiveDirectory() = default;

    [[nodiscard]] virtual std::optional<LiveNow> live_now(StreamId stream) const = 0;
    [[nodiscard]] virtual std::optional<LiveNow> live_now(ChannelId channel) const = 0;

    /// Ends the publish that goes on under a key that has just been replaced; else nothing.
    virtual void end_publish(ChannelId channel) = 0;

    /// Ends a broadcast and its publish, also one that waits for its publisher. The row is the
    /// caller's to end.
    virtual void end_stream(StreamId stream) = 0;
};

}  // namespace freshet::api
