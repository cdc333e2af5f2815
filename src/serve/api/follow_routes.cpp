#include "serve/api/follow_routes.hpp"

#include <utility>

#include "community/error.hpp"
#include "serve/api/access.hpp"
#include "serve/api/presenter.hpp"

namespace freshet::api {

using Community = community::Errc;

namespace {

FollowingView view_of(const community::Standing& standing) {
    return {.following = standing.following_since.has_value(),
            .follower_count = standing.follower_count};
}

Page page_of(const UserFollowsRequest& input) {
    return {.number = input.page.value_or(1), .limit = input.limit.value_or(20)};
}

}  // namespace

void FollowRoutes::describe(Table& table, FollowRoutes* self) {
    table.add({.method = http::Method::post,
               .path = "/api/users/:id/follow",
               .id = "followUser",
               .tag = "Users",
               .summary = "Follow a user",
               .scope = Scope::user,
               .reasons = {Errc::not_found, Community::follows_self}},
              self, &FollowRoutes::follow);
    table.add({.method = http::Method::delete_,
               .path = "/api/users/:id/follow",
               .id = "unfollowUser",
               .tag = "Users",
               .summary = "Follow a user no longer",
               .scope = Scope::user,
               .reasons = {Errc::not_found}},
              self, &FollowRoutes::unfollow);
    table.add({.path = "/api/users/:id/followers",
               .id = "listFollowers",
               .tag = "Users",
               .summary = "Who follows a user, the newest first",
               .reasons = {Errc::not_found, Errc::unauthenticated}},
              self, &FollowRoutes::followers);
    table.add({.path = "/api/users/:id/following",
               .id = "listFollowing",
               .tag = "Users",
               .summary = "Whom a user follows, the newest first",
               .reasons = {Errc::not_found, Errc::unauthenticated}},
              self, &FollowRoutes::following);
}

asio::awaitable<Result<UserId>> FollowRoutes::find(Call call, std::string id) const {
    auto name = Access::whom(call, std::move(id));
    if (!name) co_return std::unexpected(name.error());
    const auto user = co_await accounts_.find(*std::move(name));
    if (!user) co_return fail(Errc::not_found);
    co_return user->id;
}

asio::awaitable<Result<UserId>> FollowRoutes::find_visible(Call call, std::string id) const {
    auto name = Access::whom(call, std::move(id));
    if (!name) co_return std::unexpected(name.error());
    const auto user = co_await accounts_.find(*std::move(name));
    if (!user || !Access::may_see(call, *user)) co_return fail(Errc::not_found);
    co_return user->id;
}

asio::awaitable<Reply<FollowingView>> FollowRoutes::follow(Call call, ById input) {
    const auto streamer = co_await find(call, std::move(input.id));
    if (!streamer) co_return std::unexpected(streamer.error());
    const auto standing =
        co_await follows_.follow({.follower = call.who().user, .streamer = *streamer});
    if (!standing) co_return std::unexpected(standing.error());
    co_return view_of(*standing);
}

asio::awaitable<Reply<FollowingView>> FollowRoutes::unfollow(Call call, ById input) {
    const auto streamer = co_await find(call, std::move(input.id));
    if (!streamer) co_return std::unexpected(streamer.error());
    const auto standing =
        co_await follows_.unfollow({.follower = call.who().user, .streamer = *streamer});
    co_return view_of(standing);
}

asio::awaitable<Reply<ListOf<FollowedView>>> FollowRoutes::followers(Call call,
                                                                     UserFollowsRequest input) {
    const auto page = page_of(input);
    const auto user = co_await find_visible(call, std::move(input.id));
    if (!user) co_return std::unexpected(user.error());
    const auto rows = co_await follows_.followers_of(*user, page);
    co_return list_of(rows, page, call);
}

asio::awaitable<Reply<ListOf<FollowedView>>> FollowRoutes::following(Call call,
                                                                     UserFollowsRequest input) {
    const auto page = page_of(input);
    const auto user = co_await find_visible(call, std::move(input.id));
    if (!user) co_return std::unexpected(user.error());
    const auto rows = co_await follows_.followed_by(*user, page);
    co_return list_of(rows, page, call);
}

ListOf<FollowedView> FollowRoutes::list_of(const Paged<community::Followed>& rows, Page page,
                                           const Call& call) const {
    ListOf<FollowedView> list{.data = {}, .meta = meta_of(page, rows.total)};
    for (const auto& row : rows.items) {
        list.data.push_back({.id = row.user,
                             .username = row.username,
                             .display_name = row.display_name,
                             .avatar_url = urls_.absolute(call, row.avatar_url),
                             .follower_count = row.follower_count,
                             .since = row.since});
    }
    return list;
}

}  // namespace freshet::api
