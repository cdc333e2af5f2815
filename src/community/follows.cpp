#include "community/follows.hpp"

#include <utility>

#include "community/error.hpp"

namespace freshet::community {

Follows::Follows(FollowRepository& repository, EventBus& events, WallClock clock)
    : repository_(repository), events_(events), clock_(std::move(clock)) {}

asio::awaitable<Result<Standing>> Follows::follow(Follow follow) {
    if (follow.follower == follow.streamer) co_return fail(Errc::follows_self);
    const auto now = clock_();
    auto following = co_await repository_.follow(follow, now);
    if (!following) co_return std::unexpected(following.error());
    if (following->is_new) {
        events_.publish(FollowBegan{.follower = follow.follower,
                                    .username = std::move(following->follower),
                                    .streamer = follow.streamer,
                                    .at = now});
    }
    co_return following->standing;
}

asio::awaitable<Standing> Follows::unfollow(Follow follow) { return repository_.unfollow(follow); }

asio::awaitable<Standing> Follows::standing(UserId streamer, std::optional<UserId> viewer) {
    return repository_.standing({.follower = viewer.value_or(UserId()), .streamer = streamer});
}

asio::awaitable<Paged<Followed>> Follows::followers_of(UserId streamer, Page page) {
    return repository_.followers_of(streamer, page);
}

asio::awaitable<Paged<Followed>> Follows::followed_by(UserId follower, Page page) {
    return repository_.followed_by(follower, page);
}

}  // namespace freshet::community
