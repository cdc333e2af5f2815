#include "serve/playback/judge.hpp"

#include "serve/playback/error.hpp"

namespace freshet::playback {

using channels::Ground;

bool is_owner_or_staff(const std::optional<Member>& member, UserId owner) {
    return member && (member->user == owner || member->role != accounts::Role::user);
}

asio::awaitable<Result<Ground>> Judge::ground_of(std::optional<Member> member,
                                                 channels::Access access) {
    if (is_owner_or_staff(member, access.owner)) co_return Ground::owner;
    const auto least = access.least_ground();
    if (least == Ground::owner) co_return fail(Errc::hidden);
    if (least <= Ground::link) co_return Ground::link;
    if (!member) co_return fail(Errc::not_signed_in);

    const auto found = co_await entitlements_.entitlements(member->user, access.channel);
    if (found.subscribes()) co_return Ground::subscriber;
    if (least == Ground::subscriber) co_return fail(Errc::subscribers_only);
    if (found.follows()) co_return Ground::follower;
    co_return fail(Errc::followers_only);
}

}  // namespace freshet::playback
