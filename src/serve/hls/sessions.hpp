#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <compare>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/secret_text.hpp"
#include "live/stream.hpp"
#include "serve/playback/session_names.hpp"

namespace freshet::hls {

/// Who watches over HLS. Nobody holds a connection there, so a viewer is a session, named by the
/// master playlist that it was given, which has asked for a media playlist lately; while it is one,
/// its live::Presence counts it on the stream. Guarded: from any thread. Goes before the hub.
class Sessions {
public:
    /// The stream on air under this handle or id; null when there is none.
    using Find = std::function<std::shared_ptr<live::Stream>(std::string_view handle_or_id)>;

    struct Config {
        /// Names are signed with it, so that only those count that were given out, and those still
        /// do after a restart. Empty: one for this run.
        SecretText secret{};
        /// A viewer is gone that has not asked for three Target Durations, or this long.
        std::chrono::milliseconds silence_min{10'000};
        std::size_t sessions_max = 100'000;  // Beyond it newcomers are served, but not counted.
        MonoTime (*clock)() = mono_now;
    };

    Sessions(Config config, Find find);

    /// A new session's name, for a master playlist.
    [[nodiscard]] std::string issue() const { return names_.issue(); }

    /// A request for a media playlist.
    struct Asked {
        std::string_view session;
        std::string_view handle_or_id;
        std::chrono::milliseconds target{};  // The Target Duration.
    };

    /// Counts who asks for as long as it goes on asking. Names that were not given out count for
    /// nothing: false.
    bool seen(const Asked& asked);

    /// Lets those go who have not asked for too long. To be called every few seconds.
    void sweep();

    /// For how long one who asked once is taken to go on watching.
    [[nodiscard]] std::chrono::milliseconds silence_max(std::chrono::milliseconds target) const;

    [[nodiscard]] std::size_t count() const { return count_.load(); }

private:
    using Name = playback::SessionNames::Name;

    struct Viewing {
        StreamId stream;
        Name name{};

        auto operator<=>(const Viewing&) const = default;
    };
    struct Entry {
        live::Presence presence;
        MonoTime gone_at;
    };
    /// Names are random, so each shard holds about as many as any other, and a sweep never holds up
    /// all players at once.
    struct Shard {
        std::mutex mutex;
        std::map<Viewing, Entry> entries;
    };

    Config config_;
    playback::SessionNames names_;
    Find find_;
    std::array<Shard, 16> shards_;  // By the name's first bits.
    std::atomic<std::size_t> count_ = 0;
};

}  // namespace freshet::hls
