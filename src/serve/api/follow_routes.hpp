#pragma once

#include "accounts/accounts.hpp"
#include "community/follows.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/public_urls.hpp"
#include "serve/api/rules.hpp"
#include "serve/api/views.hpp"

namespace freshet::api {

struct UserFollowsRequest {
    std::string id;
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        {.field = "id",
         .about = "A user's id or username, or `me`.",
         .length_min = 1,
         .length_max = 100},
        rules::page,
        rules::limit,
    };
};
BOOST_DESCRIBE_STRUCT(UserFollowsRequest, (), (id, page, limit))

struct FollowingView {
    bool following = false;
    std::uint64_t follower_count = 0;

    static constexpr json::Rule rules[] = {
        {.field = "following", .about = "Whether the caller does.", .example = "true"},
        {.field = "followerCount", .about = "All of the user's followers.", .example = "42"},
    };
};
BOOST_DESCRIBE_STRUCT(FollowingView, (), (following, follower_count))

/// Who is at the other end of a follow.
struct FollowedView {
    UserId id;
    std::string username;
    std::string display_name;
    std::optional<std::string> avatar_url;
    std::uint64_t follower_count = 0;
    WallTime since;

    static constexpr json::Rule rules[] = {
        {.field = "username", .example = "ada"},
        {.field = "displayName", .example = "Ada"},
        {.field = "avatarUrl", .format = "uri"},
        {.field = "since", .about = "When the one began to follow the other."},
    };
};
BOOST_DESCRIBE_STRUCT(FollowedView, (),
                      (id, username, display_name, avatar_url, follower_count, since))

/// Who follows whom. Used by all io threads at once; what it refers to outlives it.
class FollowRoutes {
public:
    FollowRoutes(accounts::Accounts& accounts, community::Follows& follows, const PublicUrls& urls)
        : accounts_(accounts), follows_(follows), urls_(urls) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, FollowRoutes* self);

private:
    asio::awaitable<Reply<FollowingView>> follow(Call call, ById input);
    asio::awaitable<Reply<FollowingView>> unfollow(Call call, ById input);
    asio::awaitable<Reply<ListOf<FollowedView>>> followers(Call call, UserFollowsRequest input);
    asio::awaitable<Reply<ListOf<FollowedView>>> following(Call call, UserFollowsRequest input);

    /// The user of that id or username; `me` is the caller.
    asio::awaitable<Result<UserId>> find(Call call, std::string id) const;

    /// The same, if the caller may know of that user.
    asio::awaitable<Result<UserId>> find_visible(Call call, std::string id) const;

    [[nodiscard]] ListOf<FollowedView> list_of(const Paged<community::Followed>& rows, Page page,
                                               const Call& call) const;

    accounts::Accounts& accounts_;
    community::Follows& follows_;
    const PublicUrls& urls_;
};

}  // namespace freshet::api
