#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "accounts/passwords.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"

namespace freshet::accounts {

/// What a removed user had open, and what must hear of it.
struct Removed {
    std::vector<SessionId> sessions;
    std::vector<ChannelId> channels;
};

/// Where it is kept who has left; promises as accounts::Repository.
class RemovalRepository {
public:
    virtual ~RemovalRepository() = default;

    /// From then on nobody finds the user, nor the channels and streams; the rows, and with them
    /// name and address, stay until they are purged. Errc::user_not_found, Errc::last_admin.
    virtual asio::awaitable<Result<Removed>> remove(UserId user, WallTime now) = 0;

    /// Deletes at most `count` users who left at `before` or earlier and whose channels, videos and
    /// messages, of which there may be more than goes at once, are deleted already; with all else
    /// that is theirs. Tells how many.
    virtual asio::awaitable<std::size_t> purge_deleted(WallTime before, std::size_t count,
                                                       WallTime now) = 0;
};

/// What accounts need of what is on air: to end it.
using EndPublish = std::function<void(ChannelId)>;

/// How an account ends: at once for everybody else, for good 30 days later. Used by all io threads
/// at once; what it refers to outlives it.
class Removal {
public:
    Removal(RemovalRepository& repository, Passwords& passwords, Forget forget,
            EndPublish end_publish, WallClock clock)
        : repository_(repository),
          passwords_(passwords),
          forget_(std::move(forget)),
          end_publish_(std::move(end_publish)),
          clock_(std::move(clock)) {}

    /// For who may remove anybody. Errc::user_not_found, Errc::last_admin.
    asio::awaitable<Result<void>> remove(UserId user);

    /// For the user alone: Errc::not_confirmed as well.
    asio::awaitable<Result<void>> leave(UserId user, std::string password);

    /// For housekeeping, again until it gives less than `count`. Tells how many it purged.
    asio::awaitable<std::size_t> purge_deleted(WallTime before, std::size_t count);

private:
    RemovalRepository& repository_;
    Passwords& passwords_;
    Forget forget_;
    EndPublish end_publish_;
    WallClock clock_;
};

}  // namespace freshet::accounts
