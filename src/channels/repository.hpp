#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/page.hpp"
#include "base/result.hpp"
#include "channels/channel.hpp"
#include "channels/stream.hpp"

namespace freshet::channels {

namespace asio = boost::asio;

/// Where channels are kept. Every method is one transaction, and what it returned survives a crash.
/// A database that is down throws. From any thread.
class ChannelRepository {
public:
    virtual ~ChannelRepository() = default;

    virtual asio::awaitable<std::optional<Channel>> find(ChannelId id) = 0;
    virtual asio::awaitable<std::optional<Channel>> find_by_handle(std::string handle) = 0;
    /// Not those of disabled users.
    virtual asio::awaitable<std::optional<Channel>> find_by_key_hash(std::string key_hash) = 0;
    virtual asio::awaitable<std::optional<Channel>> default_of(UserId owner) = 0;

    /// The default one first, then the oldest.
    virtual asio::awaitable<Paged<Channel>> owned_by(UserId owner, Page page) = 0;

    using KeyHash = std::function<std::string(std::uint32_t key_version)>;
    /// Goes on to the next key version: Errc::channel_not_found. `hash_of` is asked on the
    /// database's thread.
    virtual asio::awaitable<Result<Channel>> advance_key(ChannelId id, KeyHash hash_of,
                                                         WallTime now) = 0;

    /// Remembers a check value for ever, unless one is remembered already; gives the one that is
    /// remembered.
    virtual asio::awaitable<std::string> remember_check_value(std::string value) = 0;
};

/// A sign of life of a stream that is on air.
struct SignOfLife {
    StreamId stream;
    std::uint32_t viewers = 0;
};

enum class StreamSort : std::uint8_t { newest, viewers };

/// Which streams of those that everybody may see.
struct StreamFilter {
    bool live_only = false;  // Else the scheduled ones too, after the live ones.
    std::string text =
        {};  // In the title; empty: any. Without regard to the case of ASCII letters.
    StreamSort sort = StreamSort::newest;
};

/// Where streams are kept; promises as ChannelRepository. A channel never has two streams on air.
class StreamRepository {
public:
    virtual ~StreamRepository() = default;

    /// The channel's stream that is on air: becomes live. If it has been reconnecting since
    /// `grace_began` or longer, it is ended, at its last sign of life. If there is none, a new one.
    /// Errc::channel_not_found.
    virtual asio::awaitable<Result<Stream>> open(ChannelId channel, WallTime now,
                                                 WallTime grace_began) = 0;

    /// From live to reconnecting; else nothing.
    virtual asio::awaitable<void> mark_reconnecting(StreamId id, WallTime now) = 0;

    /// From reconnecting to live; else nothing.
    virtual asio::awaitable<void> mark_live(StreamId id, WallTime now) = 0;

    /// Ends a stream that is on air; else nothing.
    virtual asio::awaitable<void> end(StreamId id, WallTime ended_at) = 0;

    /// For those of them that are on air.
    virtual asio::awaitable<void> note_signs_of_life(std::vector<SignOfLife> signs,
                                                     WallTime now) = 0;

    /// Every stream on air becomes reconnecting since `now`. Gives them.
    virtual asio::awaitable<std::vector<Stream>> mark_all_reconnecting(WallTime now) = 0;

    /// Ends those that have been reconnecting since `grace_began` or longer, each at its last sign
    /// of life. Gives them.
    virtual asio::awaitable<std::vector<Stream>> end_lost(WallTime grace_began) = 0;

    virtual asio::awaitable<std::optional<Stream>> find(StreamId id) = 0;

    /// The one on air.
    virtual asio::awaitable<std::optional<Stream>> current_of(ChannelId channel) = 0;

    /// Live ones first, then scheduled ones, the next first; of the public ones.
    virtual asio::awaitable<Paged<Stream>> list(StreamFilter filter, Page page) = 0;
};

}  // namespace freshet::channels
