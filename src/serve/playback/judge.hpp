#pragma once

#include <optional>

#include <boost/asio/awaitable.hpp>

#include "accounts/repository.hpp"
#include "accounts/user.hpp"
#include "base/clock.hpp"
#include "channels/access.hpp"
#include "community/entitlements.hpp"

namespace freshet::playback {

namespace asio = boost::asio;

/// A viewer who is signed in.
struct Member {
    UserId user;
    accounts::Role role = accounts::Role::user;
};

/// Says on what ground somebody may watch, from what the database knows at that moment. Used by all
/// io threads at once; what it refers to outlives it.
class Judge {
public:
    Judge(accounts::Repository& people, community::EntitlementRepository& entitlements,
          WallClock clock)
        : people_(people), entitlements_(entitlements), clock_(std::move(clock)) {}

    /// For somebody who has the stream's id: Errc::hidden, not_signed_in, followers_only,
    /// subscribers_only.
    asio::awaitable<Result<channels::Ground>> ground_of(std::optional<Member> member,
                                                        channels::Access access);

    /// Whether what a token once said still holds: the sign-in is not over, the user not disabled,
    /// and the ground there. A nil session stands for a user who asked by other means.
    asio::awaitable<bool> still_holds(UserId viewer, SessionId session, channels::Access access);

private:
    asio::awaitable<std::optional<Member>> member(UserId viewer, SessionId session);

    accounts::Repository& people_;
    community::EntitlementRepository& entitlements_;
    WallClock clock_;
};

/// Whether this member may watch and see everything of a channel of that owner's.
[[nodiscard]] bool is_owner_or_staff(const std::optional<Member>& member, UserId owner);

}  // namespace freshet::playback
