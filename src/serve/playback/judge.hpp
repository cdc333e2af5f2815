#pragma once

#include <optional>

#include <boost/asio/awaitable.hpp>

#include "accounts/user.hpp"
#include "base/result.hpp"
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
    explicit Judge(community::EntitlementRepository& entitlements) : entitlements_(entitlements) {}

    /// For somebody who has the stream's id: Errc::hidden, not_signed_in, followers_only,
    /// subscribers_only.
    asio::awaitable<Result<channels::Ground>> ground_of(std::optional<Member> member,
                                                        channels::Access access);

private:
    community::EntitlementRepository& entitlements_;
};

/// The same of somebody of whom it is known whether they follow and subscribe.
[[nodiscard]] Result<channels::Ground> ground_of(const std::optional<Member>& member,
                                                 const channels::Access& access,
                                                 const channels::Standing& standing);

/// Whether this member may watch and see everything of a channel of that owner's.
[[nodiscard]] bool is_owner_or_staff(const std::optional<Member>& member, UserId owner);

}  // namespace freshet::playback
