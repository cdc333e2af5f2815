#pragma once

#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/page.hpp"
#include "base/result.hpp"
#include "channels/channel.hpp"
#include "channels/repository.hpp"
#include "channels/stream_keys.hpp"

namespace freshet::channels {

/// Channels and their keys. Used by all io threads at once; repository and keys outlive it.
class Channels {
public:
    Channels(ChannelRepository& repository, const StreamKeys& keys, WallClock clock);

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

    /// The secret that its owner gives to an encoder.
    [[nodiscard]] std::string stream_key(const Channel& channel) const;

    /// Makes the next key; the old one is good for nothing from then on. Errc::channel_not_found.
    asio::awaitable<Result<Channel>> regenerate_key(ChannelId id);

private:
    ChannelRepository& repository_;
    const StreamKeys& keys_;
    WallClock clock_;
};

}  // namespace freshet::channels
