#pragma once

#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "channels/access.hpp"

namespace freshet::channels {

/// Where the access of streams is kept; promises as ChannelRepository.
class AccessRepository {
public:
    virtual ~AccessRepository() = default;

    /// Of every stream on air.
    virtual boost::asio::awaitable<std::vector<std::pair<StreamId, Access>>> on_air() = 0;
};

}  // namespace freshet::channels
