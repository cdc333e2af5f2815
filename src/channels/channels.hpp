#pragma once

#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/field_errors.hpp"
#include "base/ids.hpp"
#include "base/page.hpp"
#include "base/result.hpp"
#include "channels/channel.hpp"
#include "channels/repository.hpp"
#include "channels/stream_keys.hpp"

namespace freshet::channels {

/// What somebody fills in to get another channel.
struct NewChannel {
    UserId owner;
    std::string title;
    std::string description;
    std::optional<std::string> handle;  // Made from the title when absent.
};

/// How many channels there may be.
struct ChannelLimits {
    std::uint32_t per_owner_max = 10;  // channels.max
};

/// Channels and their keys. Used by all io threads at once; repository and keys outlive it.
class Channels {
public:
    Channels(ChannelRepository& repository, const StreamKeys& keys, WallClock clock,
             ChannelLimits limits = {});

    /// Errc::other_secret when the database knows another SECRET_KEY: the program must not start
    /// with it.
    asio::awaitable<Result<void>> confirm_secret();

    asio::awaitable<std::optional<Channel>> find(ChannelId id);

    /// By id or by handle, in either case.
    asio::awaitable<std::optional<Channel>> find(std::string handle_or_id);

    /// Whose key this is.
    asio::awaitable<std::optional<Channel>> channel_by_key(std::string key);

    /// The one that a user got at registration.
    asio::awaitable<std::optional<Channel>> default_of(UserId owner);

    asio::awaitable<Paged<Channel>> owned_by(UserId owner, Page page);

    asio::awaitable<Paged<Channel>> list(ChannelFilter filter, Page page);

    /// Errc::invalid_fields, Errc::handle_taken, Errc::too_many_channels.
    asio::awaitable<Answer<Channel>> create(NewChannel wanted);

    /// Errc::channel_not_found, Errc::invalid_fields, Errc::handle_taken, Errc::channel_on_air.
    asio::awaitable<Answer<Channel>> change(ChannelId id, ChannelChanges changes);

    /// The caller ends its publish. Errc::channel_not_found, Errc::default_channel.
    asio::awaitable<Result<void>> remove(ChannelId id);

    /// The secret that its owner gives to an encoder.
    [[nodiscard]] std::string stream_key(const Channel& channel) const;

    /// Makes the next key; the old one is good for nothing from then on. Errc::channel_not_found.
    asio::awaitable<Result<Channel>> regenerate_key(ChannelId id);

private:
    asio::awaitable<std::string> made_handle(NewChannel wanted) const;

    ChannelRepository& repository_;
    const StreamKeys& keys_;
    WallClock clock_;
    ChannelLimits limits_;
};

}  // namespace freshet::channels
