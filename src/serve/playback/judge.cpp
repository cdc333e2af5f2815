#include "serve/playback/judge.hpp"

#include "serve/playback/error.hpp"

namespace freshet::playback {

using channels::Ground;

bool is_owner_or_staff(const std::optional<Member>& member, UserId owner) {
    return member && (member->user == owner || member->role != accounts::Role::user);
}

Result<Ground> ground_of(const std::optional<Member>& member, const channels::Access& access,
                         const channels::Standing& standing) {
    if (is_owner_or_staff(member, access.owner)) return Ground::owner;
    const auto least = access.least_ground();
    if (least == Ground::owner) return fail(Errc::hidden);
    if (least <= Ground::link) return Ground::link;
    if (!member) return fail(Errc::not_signed_in);
    if (standing.subscribes) return Ground::subscriber;
    if (least == Ground::subscriber) return fail(Errc::subscribers_only);
    if (standing.follows) return Ground::follower;
    return fail(Errc::followers_only);
}

asio::awaitable<Result<Ground>> Judge::ground_of(std::optional<Member> member,
                                                 channels::Access access) {
    channels::Standing standing;
    const auto least = access.least_ground();
    const bool is_earned = least == Ground::follower || least == Ground::subscriber;
    if (member && is_earned && !is_owner_or_staff(member, access.owner)) {
        const auto found = co_await entitlements_.entitlements(member->user, access.channel);
        standing.follows = found.follows();
        standing.subscribes = found.subscribes();
    }
    co_return playback::ground_of(member, access, standing);
}

}  // namespace freshet::playback
