#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "live/observer.hpp"
#include "live/output.hpp"
#include "serve/cmaf/packager.hpp"

namespace freshet::cmaf {

/// The presentations of all streams on air, and for a while of those that have ended, so that
/// players come to the end of what they were watching. Guarded: from any thread. Outlives the hub.
class Presentations {
public:
    using MonoClock = MonoTime (*)();

    Presentations(Config config, MonoClock clock = mono_now) : config_(config), clock_(clock) {}

    /// A packager for a stream that begins; its presentation is found from now on.
    std::unique_ptr<live::Output> begin(const live::Broadcast& broadcast);

    /// By handle or stream id, in either case; a handle names the newest of its streams.
    [[nodiscard]] std::shared_ptr<Presentation> find(std::string_view handle_or_id);

    /// Forgets those that ended a while ago. To be called every few seconds.
    void sweep();

private:
    struct Entry {
        std::string handle;
        std::shared_ptr<Presentation> presentation;
        MonoTime forget_at = MonoTime::max();  // Set when it is first seen to have ended.
    };

    Config config_;
    MonoClock clock_;
    std::mutex mutex_;
    std::map<StreamId, Entry> entries_;  // Ids rise: a handle's newest is its last.
    std::uint64_t begun_ = 0;
};

}  // namespace freshet::cmaf
