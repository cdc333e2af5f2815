#pragma once

#include <string>

#include <boost/asio/awaitable.hpp>

#include "accounts/user.hpp"
#include "channels/broadcasts.hpp"
#include "channels/channels.hpp"
#include "serve/api/call.hpp"
#include "site/audit.hpp"

namespace freshet::api {

namespace asio = boost::asio;

/// Finds channels and streams for who asks, and judges who may change them: their owner and
/// admins. Used by all io threads at once; what it refers to outlives it.
class Access {
public:
    Access(channels::Channels& channels, channels::Broadcasts& broadcasts, site::Audit& audit)
        : channels_(channels), broadcasts_(broadcasts), audit_(audit) {}

    /// By id or handle. channels::Errc::channel_not_found where the caller may not see it.
    asio::awaitable<Result<channels::Channel>> channel(Call call, std::string id) const;

    /// The same, and Errc::forbidden.
    asio::awaitable<Result<channels::Channel>> channel_to_change(Call call, std::string id) const;

    /// By id, or what the channel of that handle has on air for everybody; for its owner and the
    /// staff, whatever it is. channels::Errc::stream_not_found where the caller may not see it.
    asio::awaitable<Result<channels::Stream>> stream(Call call, std::string id) const;

    /// The same, and Errc::forbidden.
    asio::awaitable<Result<channels::Stream>> stream_to_change(Call call, std::string id) const;

    /// Remembers what the caller has done to what this user owns, unless it is the caller's own.
    asio::awaitable<void> note(Call call, UserId owner, std::string action,
                               std::string target) const;

    /// The user that a path names, where `me` is the caller: Errc::unauthenticated if that is
    /// nobody.
    [[nodiscard]] static Result<std::string> whom(const Call& call, std::string name);

    /// Whether the caller may change what this user owns.
    [[nodiscard]] static bool may_change(const Call& call, UserId owner);

    /// Whether the caller may know of this user: of one who is disabled only the staff does.
    [[nodiscard]] static bool may_see(const Call& call, const accounts::User& user);

    /// Whether the caller may know of all that this user has.
    [[nodiscard]] static bool may_see_all(const Call& call, UserId owner);

private:
    channels::Channels& channels_;
    channels::Broadcasts& broadcasts_;
    site::Audit& audit_;
};

}  // namespace freshet::api
