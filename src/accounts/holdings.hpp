#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/ids.hpp"

namespace freshet::accounts {

namespace asio = boost::asio;

/// A broadcast of a user's, as the export has it.
struct HeldStream {
    StreamId id;
    ChannelId channel;
    std::string title;
    std::string description;
    std::string status;
    std::string visibility;
    std::string audience;
    std::uint64_t view_count = 0;
    std::optional<WallTime> scheduled_at;
    std::optional<WallTime> started_at;
    std::optional<WallTime> ended_at;
    WallTime created_at;
};

/// Somebody whom a user follows.
struct HeldFollow {
    UserId user;
    std::string username;
    WallTime since;
};

/// What rooms keep of a user in rows that are asked for by user alone; promises as
/// accounts::Repository. In batches of at most `count`, so that the longest history holds nobody
/// up.
class HoldingsRepository {
public:
    virtual ~HoldingsRepository() = default;

    /// The oldest first, of those after `after`.
    virtual asio::awaitable<std::vector<HeldStream>> streams(UserId owner, StreamId after,
                                                             std::size_t count) = 0;

    /// By id, of those after `after`.
    virtual asio::awaitable<std::vector<HeldFollow>> follows(UserId follower, UserId after,
                                                             std::size_t count) = 0;
};

}  // namespace freshet::accounts
