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

enum class ChannelSort : std::uint8_t { newest, followers };

/// Which channels of those that everybody may see.
struct ChannelFilter {
    bool live_only = false;  // With a public stream on air.
    std::string text = {};   // In handle or title; empty: any. As in StreamFilter.
    ChannelSort sort = ChannelSort::newest;
};

/// A channel that is to be made.
struct ChannelDraft {
    Channel channel;
    std::string key_hash;
    bool may_vary_handle = false;     // Take the next that is free: ada, ada-2, ada-3.
    std::uint32_t per_owner_max = 0;  // How many one owner may have.
};

/// What is to become of a channel; what is absent stays.
struct ChannelChanges {
    std::optional<std::string> handle;  // Lower case.
    std::optional<std::string> title;
    std::optional<std::string> description;
    std::optional<std::string> time_zone{};
};

/// Where channels are kept. One that is deleted is not there for any of these methods, though for
/// Limits::deleted_kept it counts among those of its owner, and only its owner may have its handle
/// before it is purged. Every method is one transaction, and what it returned survives a crash.
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

    virtual asio::awaitable<Paged<Channel>> list(ChannelFilter filter, Page page) = 0;

    /// Gives the channel as it is kept. Errc::handle_taken, also when it is the username of
    /// another; Errc::too_many_channels.
    virtual asio::awaitable<Result<Channel>> create(ChannelDraft draft) = 0;

    /// Errc::channel_not_found, Errc::handle_taken; Errc::channel_on_air for another handle.
    virtual asio::awaitable<Result<Channel>> change(ChannelId id, ChannelChanges changes,
                                                    WallTime now) = 0;

    /// Ends what it has on air. Errc::channel_not_found, Errc::default_channel.
    virtual asio::awaitable<Result<void>> remove(ChannelId id, WallTime now) = 0;

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

/// Which streams. Without more they are those that everybody may see and has not missed: live ones
/// first, then scheduled ones, the next first.
struct StreamFilter {
    bool live_only = false;  // Else the scheduled ones too, after the live ones.
    std::string text = {};   // In title, handle or username; empty: any. Without regard to the case
                             // of ASCII letters.
    StreamSort sort = StreamSort::newest;
    std::optional<CategoryId> category = {};
    std::optional<WallTime> planned_from = {};  // Not those that were to begin before.
    std::optional<ChannelId> channel = {};      // Of one channel or owner: the ended ones too.
    std::optional<UserId> owner = {};
    std::optional<UserId> followed_by = {};  // Only of those whom this user follows.
    bool hidden_too = false;  // Unlisted and private ones, and those of disabled users.
};

/// Which streams the staff looks for; all when nothing is said. The newest first.
struct StreamSearch {
    std::string text = {};  // As in StreamFilter.
    std::optional<StreamStatus> status = {};
    std::optional<Visibility> visibility = {};
};

/// Where streams are kept; promises as ChannelRepository. A channel never has two streams on air.
class StreamRepository {
public:
    virtual ~StreamRepository() = default;

    /// The channel's stream that is on air: becomes live. If it has been reconnecting since
    /// `grace_began` or longer, it is ended, at its last sign of life. If there is none, the one
    /// that its owner chose goes live; else the scheduled one nearest to now, within join_window;
    /// else the newest scheduled without a time; else a new one. Errc::channel_not_found.
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

    virtual asio::awaitable<Paged<Stream>> list(StreamFilter filter, Page page) = 0;
    virtual asio::awaitable<Paged<Stream>> search(StreamSearch search, Page page) = 0;
};

}  // namespace freshet::channels
