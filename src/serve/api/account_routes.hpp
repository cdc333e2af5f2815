#pragma once

#include <string>
#include <utility>
#include <vector>

#include "accounts/accounts.hpp"
#include "accounts/removal.hpp"
#include "channels/channels.hpp"
#include "serve/api/account_parts.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/presenter.hpp"
#include "serve/api/refresh_cookie.hpp"

namespace freshet::api {

struct LeaveRequest {
    std::string password;

    static constexpr json::Rule rules[] = {{.field = "password",
                                            .about = "To be sure who asks.",
                                            .example = "correct horse",
                                            .format = "password"}};
};
BOOST_DESCRIBE_STRUCT(LeaveRequest, (), (password))

/// An account as a whole: taken along, and given up. Used by all io threads at once; what it refers
/// to outlives it.
class AccountRoutes {
public:
    AccountRoutes(accounts::Accounts& accounts, channels::Channels& channels, AccountParts parts,
                  const RefreshCookie& cookie, const Presenter& presenter, WallClock clock)
        : accounts_(accounts),
          channels_(channels),
          parts_(std::move(parts)),
          cookie_(cookie),
          presenter_(presenter),
          clock_(std::move(clock)) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, AccountRoutes* self);

private:
    asio::awaitable<Reply<RawJson>> take_along(Call call, Nothing);
    asio::awaitable<Reply<Message>> leave(Call call, LeaveRequest input);

    // Lists of the export, as JSON.
    asio::awaitable<std::string> channels_json(Call call) const;
    asio::awaitable<std::string> streams_json(UserId user) const;
    asio::awaitable<std::string> follows_json(UserId user) const;
    asio::awaitable<std::string> sessions_json(UserId user) const;

    accounts::Accounts& accounts_;
    channels::Channels& channels_;
    AccountParts parts_;
    const RefreshCookie& cookie_;
    const Presenter& presenter_;
    WallClock clock_;
};

}  // namespace freshet::api
