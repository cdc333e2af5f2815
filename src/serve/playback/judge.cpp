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

asio::awaitable<bool> Judge::still_holds(UserId viewer, SessionId session,
                                         channels::Access access) {
    auto found = co_await member(viewer, session);
    if (!found) co_return false;
    const auto ground = co_await ground_of(*found, access);
    co_return ground&& access.may_stay(*ground);
}

asio::awaitable<std::optional<Member>> Judge::member(UserId viewer, SessionId session) {
    std::optional<accounts::User> user;
    if (session == SessionId()) {
        user = co_await people_.find(viewer);
    } else if (auto found = co_await people_.find_session(session);
               found && found->user.id == viewer && found->session.is_open(clock_())) {
        user = std::move(found->user);
    }
    if (!user || !user->is_active) co_return std::nullopt;
    co_return Member{.user = user->id, .role = user->role};
}

}  // namespace freshet::playback
