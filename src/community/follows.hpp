#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/events.hpp"
#include "base/ids.hpp"
#include "base/page.hpp"
#include "base/result.hpp"

namespace freshet::community {

namespace asio = boost::asio;

/// Who follows whom.
struct Follow {
    UserId follower;
    UserId streamer;
};

/// Somebody at the other end of a follow.
struct Followed {
    UserId user;
    std::string username;
    std::string display_name;
    std::string avatar_url;  // Empty: none.
    std::uint64_t follower_count = 0;
    WallTime since;

    bool operator==(const Followed&) const = default;
};

/// How a streamer stands with followers, and with one viewer.
struct Standing {
    std::uint64_t follower_count = 0;
    std::optional<WallTime> following_since{};  // Of the viewer who asked.
};

/// What came of the wish to follow.
struct Following {
    Standing standing;
    bool is_new = false;
    std::string follower{};  // The username.
};

/// Where follows are kept. Every method is one transaction, and what it returned survives a crash.
/// A database that is down throws. From any thread.
class FollowRepository {
public:
    virtual ~FollowRepository() = default;

    /// To follow twice is to follow once, since the first time: Errc::user_not_found for a streamer
    /// who is disabled.
    virtual asio::awaitable<Result<Following>> follow(Follow follow, WallTime now) = 0;
    virtual asio::awaitable<Standing> unfollow(Follow follow) = 0;

    /// A viewer that names nobody follows nobody.
    virtual asio::awaitable<Standing> standing(Follow follow) = 0;

    /// The newest first, without disabled users.
    virtual asio::awaitable<Paged<Followed>> followers_of(UserId streamer, Page page) = 0;
    virtual asio::awaitable<Paged<Followed>> followed_by(UserId follower, Page page) = 0;

    /// Of these users, at most a few hundred, those who follow the streamer.
    virtual asio::awaitable<std::vector<UserId>> followers_among(UserId streamer,
                                                                 std::vector<UserId> users) = 0;
};

/// Who follows whom. Used by all io threads at once; repository and events outlive it.
class Follows {
public:
    Follows(FollowRepository& repository, EventBus& events, WallClock clock);

    /// Errc::follows_self, Errc::user_not_found. Who is followed is told, the first time.
    asio::awaitable<Result<Standing>> follow(Follow follow);
    asio::awaitable<Standing> unfollow(Follow follow);

    asio::awaitable<Standing> standing(UserId streamer, std::optional<UserId> viewer);

    asio::awaitable<Paged<Followed>> followers_of(UserId streamer, Page page);
    asio::awaitable<Paged<Followed>> followed_by(UserId follower, Page page);

private:
    FollowRepository& repository_;
    EventBus& events_;
    WallClock clock_;
};

}  // namespace freshet::community
