#pragma once

#include "channels/statistics.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Sums over views and days. The database outlives it.
class StatisticsRepository final : public channels::StatisticsRepository {
public:
    explicit StatisticsRepository(Database& database) : database_(database) {}

    asio::awaitable<channels::Totals> of_channel(ChannelId channel) override;
    asio::awaitable<channels::Totals> of_user(UserId owner) override;
    asio::awaitable<std::vector<channels::DayOfChannel>> days(ChannelId channel,
                                                              channels::Days days) override;
    asio::awaitable<std::vector<channels::TopStream>> top_streams(ChannelId channel,
                                                                  std::uint32_t limit) override;
    asio::awaitable<std::string> time_zone(ChannelId channel) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
