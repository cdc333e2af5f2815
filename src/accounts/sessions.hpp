#pragma once

#include <functional>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "accounts/passwords.hpp"
#include "accounts/session.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/page.hpp"
#include "base/result.hpp"

namespace freshet::accounts {

/// Where sessions are kept, as their owner sees them; promises as accounts::Repository.
class SessionRepository {
public:
    virtual ~SessionRepository() = default;

    /// Those that are open, the one used last first.
    virtual asio::awaitable<Paged<Session>> open_of(UserId user, WallTime now, Page page) = 0;

    /// Errc::session_not_found when the user has none of that id that is open.
    virtual asio::awaitable<Result<void>> revoke(UserId user, SessionId session, WallTime now) = 0;

    /// All but one. Gives those that it ended.
    virtual asio::awaitable<std::vector<SessionId>> revoke_others(UserId user, SessionId kept,
                                                                  WallTime now) = 0;
};

/// Where a person is signed in. Used by all io threads at once; the repository outlives it.
class Sessions {
public:
    Sessions(SessionRepository& repository, Forget forget, WallClock clock)
        : repository_(repository), forget_(std::move(forget)), clock_(std::move(clock)) {}

    asio::awaitable<Paged<Session>> open_of(UserId user, Page page);

    /// Refused everywhere within a second. Errc::session_not_found.
    asio::awaitable<Result<void>> revoke(UserId user, SessionId session);

    asio::awaitable<void> revoke_others(UserId user, SessionId kept);

private:
    SessionRepository& repository_;
    Forget forget_;
    WallClock clock_;
};

}  // namespace freshet::accounts
