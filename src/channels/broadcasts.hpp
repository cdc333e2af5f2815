#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/page.hpp"
#include "base/result.hpp"
#include "channels/repository.hpp"
#include "channels/stream.hpp"

namespace freshet::channels {

/// The rows behind what is on air: they follow what live::Hub says, and tell the truth after a
/// crash. Used by all io threads at once; the repository outlives it.
class Broadcasts {
public:
    struct Config {
        std::chrono::milliseconds grace =
            std::chrono::seconds(30);  // How long a lost publisher may stay away.
        // How long nothing begins on a channel of which a stream was stopped: encoders come back by
        // themselves, and whoever stops one means it.
        std::chrono::milliseconds rest = std::chrono::seconds(60);
    };

    Broadcasts(Config config, StreamRepository& repository, WallClock clock);

    /// For a publish that begins: the channel's stream that is on air, or within the grace time of
    /// a lost publisher; else the one that waits for it, as StreamRepository::open says; else a new
    /// one with the channel's title. Two at once get the same stream.
    /// Errc::channel_not_found; Errc::just_stopped within the rest after `note_stopped`.
    asio::awaitable<Result<Stream>> open(ChannelId channel);

    /// Somebody has stopped what the channel had on air.
    void note_stopped(ChannelId channel);

    /// Its owner wants to go on air: the rest is over.
    void end_rest(ChannelId channel);

    /// The publisher was lost at `since`. The caller ends the stream when the grace time is over.
    asio::awaitable<void> mark_reconnecting(StreamId id, WallTime since);

    asio::awaitable<void> mark_live(StreamId id);

    asio::awaitable<void> end(StreamId id, WallTime ended_at);

    /// To be called every few seconds with all that is on air; one transaction.
    asio::awaitable<void> signs_of_life(std::vector<SignOfLife> signs, WallTime now);

    /// Once, before the first publish: what is on air in the database only becomes reconnecting
    /// from `now` on. Gives those streams; when the grace time is over, `end_lost` ends what has
    /// not come back.
    asio::awaitable<std::vector<Stream>> recover(WallTime now);

    /// Ends what has been reconnecting for longer than the grace time, each at its last sign of
    /// life. Gives those.
    asio::awaitable<std::vector<Stream>> end_lost(WallTime now);

    asio::awaitable<std::optional<Stream>> find(StreamId id);

    /// The channel's stream that is on air.
    asio::awaitable<std::optional<Stream>> current_of(ChannelId channel);

    /// Of scheduled ones without those that everybody has waited for in vain.
    asio::awaitable<Paged<Stream>> list(StreamFilter filter, Page page);

    asio::awaitable<Paged<Stream>> search(StreamSearch search, Page page);

    [[nodiscard]] std::chrono::milliseconds grace() const { return config_.grace; }

private:
    [[nodiscard]] bool rests(ChannelId channel, WallTime now);

    Config config_;
    StreamRepository& repository_;
    WallClock clock_;
    std::mutex mutex_;  // Of the map alone.
    std::unordered_map<ChannelId, WallTime> rests_until_;
};

}  // namespace freshet::channels
