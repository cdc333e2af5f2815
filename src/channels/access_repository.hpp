#pragma once

#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "channels/access.hpp"

namespace freshet::channels {

/// Where the access of streams is kept; promises as ChannelRepository.
class AccessRepository {
public:
    virtual ~AccessRepository() = default;

    /// Of every stream on air.
    virtual boost::asio::awaitable<std::vector<std::pair<StreamId, Access>>> on_air() = 0;

    /// Of each, in their order; to be asked of a few hundred at once.
    virtual boost::asio::awaitable<std::vector<Standing>> standings(std::vector<Watcher> watchers,
                                                                    WallTime now) = 0;
};

}  // namespace freshet::channels
