#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/ids.hpp"
#include "channels/stream.hpp"

namespace freshet::channels {

/// What has been watched, of whatever it is told.
struct Audited {
    std::uint64_t views = 0;
    std::uint64_t unique_viewers = 0;
    std::chrono::milliseconds watched{};
    std::uint64_t peak_viewers = 0;

    [[nodiscard]] std::chrono::milliseconds average() const {
        return views == 0 ? std::chrono::milliseconds::zero()
                          : watched / static_cast<std::int64_t>(views);
    }

    bool operator==(const Audited&) const = default;
};

/// Of a channel since its beginning, or of all the channels of a user.
struct Totals {
    Audited audience;
    std::uint64_t followers = 0;
    std::uint64_t streams = 0;  // That were on air.
};

struct DayOfChannel {
    std::chrono::year_month_day date;
    Audited audience;
};

struct TopStream {
    Stream stream;
    Audited audience;
};

/// Which days: both included.
struct Days {
    std::chrono::year_month_day from;
    std::chrono::year_month_day to;
};

/// What has become of channels; promises as ChannelRepository.
class StatisticsRepository {
public:
    virtual ~StatisticsRepository() = default;

    virtual boost::asio::awaitable<Totals> of_channel(ChannelId channel) = 0;
    virtual boost::asio::awaitable<Totals> of_user(UserId owner) = 0;

    /// Only those on which something was watched, the oldest first.
    virtual boost::asio::awaitable<std::vector<DayOfChannel>> days(ChannelId channel,
                                                                   Days days) = 0;

    /// Those with the most views first.
    virtual boost::asio::awaitable<std::vector<TopStream>> top_streams(ChannelId channel,
                                                                       std::uint32_t limit) = 0;

    /// The IANA name of the zone that a channel's days are told in; "UTC" where there is none.
    virtual boost::asio::awaitable<std::string> time_zone(ChannelId channel) = 0;
};

}  // namespace freshet::channels
