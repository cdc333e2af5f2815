#pragma once

#include "community/follows.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Follows as rows. The database outlives it.
class FollowsRepository final : public community::FollowRepository {
public:
    explicit FollowsRepository(Database& database) : database_(database) {}

    asio::awaitable<Result<community::Following>> follow(community::Follow follow,
                                                         WallTime now) override;
    asio::awaitable<community::Standing> unfollow(community::Follow follow) override;
    asio::awaitable<community::Standing> standing(community::Follow follow) override;
    asio::awaitable<Paged<community::Followed>> followers_of(UserId streamer, Page page) override;
    asio::awaitable<Paged<community::Followed>> followed_by(UserId follower, Page page) override;
    asio::awaitable<std::vector<UserId>> followers_among(UserId streamer,
                                                         std::vector<UserId> users) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
