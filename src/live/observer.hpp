#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/ids.hpp"

namespace freshet::live {

/// Which broadcast of which channel a stream is.
struct Broadcast {
    StreamId id;
    ChannelId channel;
    std::string handle;
};

/// Why a broadcast is over.
enum class EndReason : std::uint8_t { unpublished, lost, stopped, shutdown };

std::string_view to_string(EndReason reason);

/// What a broadcast came to.
struct Summary {
    EndReason reason = EndReason::unpublished;
    WallTime last_frame_at;
    std::chrono::milliseconds media{};  // How much of it was sent.
    std::uint64_t frames = 0;
    std::uint64_t bytes = 0;
    std::uint32_t publications = 0;
    std::uint32_t viewers_peak = 0;
};

/// Hears what happens to broadcasts, each on its home thread, in order. Outlives the hub.
class Observer {
public:
    virtual ~Observer() = default;

    /// A publisher is here: the first one, or one who returned.
    virtual void went_live(const Broadcast& broadcast, bool returned) = 0;

    /// The publisher has gone without goodbye; the grace time runs.
    virtual void lost_publisher(const Broadcast& broadcast) = 0;

    virtual void ended(const Broadcast& broadcast, const Summary& summary) = 0;
};

}  // namespace freshet::live
