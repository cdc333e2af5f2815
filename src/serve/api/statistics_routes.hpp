#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "accounts/accounts.hpp"
#include "channels/channels.hpp"
#include "channels/statistics.hpp"
#include "serve/api/live_directory.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/rules.hpp"
#include "serve/api/views.hpp"

namespace freshet::api {

/// How many have subscribed to a streamer since the beginning; none: nobody can subscribe here.
using NewSubscriptions = std::function<asio::awaitable<std::uint64_t>(UserId streamer)>;

struct DaysRequest {
    std::string id;
    std::optional<std::string> from;
    std::optional<std::string> to;
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        rules::channel,
        {.field = "from",
         .about = "The first day; 29 days before the last one when absent.",
         .example = "2026-01-02",
         .format = "date"},
        {.field = "to",
         .about = "The last day; today, where the channel is, when absent. At most 366 days.",
         .example = "2026-01-31",
         .format = "date"},
        rules::page,
        {.field = "limit",
         .about = "As many as there may be when absent.",
         .example = "100",
         .min = 1,
         .max = Page::limit_max},
    };
};
BOOST_DESCRIBE_STRUCT(DaysRequest, (), (id, from, to, page, limit))

struct TopStreamsRequest {
    std::string id;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        rules::channel,
        {.field = "limit", .about = "10 when absent.", .example = "10", .min = 1, .max = 100},
    };
};
BOOST_DESCRIBE_STRUCT(TopStreamsRequest, (), (id, limit))

struct ChannelTotalsView {
    ChannelId channel_id;
    std::string time_zone;
    std::uint64_t total_views = 0;
    std::uint64_t unique_viewers = 0;
    std::uint64_t watch_time = 0;
    std::uint64_t avg_watch_time = 0;
    std::uint64_t peak_viewers = 0;
    std::uint64_t follower_count = 0;
    std::uint64_t stream_count = 0;
    bool is_live = false;
    std::uint32_t viewer_count = 0;

    static constexpr json::Rule rules[] = {
        {.field = "timeZone", .about = "In which its days are told.", .example = "Europe/Berlin"},
        {.field = "totalViews",
         .about = "Viewings of three seconds or more. One goes on over breaks of up to a minute; "
                  "robots and the owner are not counted.",
         .example = "1234"},
        {.field = "uniqueViewers",
         .about = "Of those who were not signed in, each is counted once a day.",
         .example = "567"},
        {.field = "watchTime", .about = "Seconds.", .example = "86400"},
        {.field = "avgWatchTime", .about = "Seconds a view.", .example = "70"},
        {.field = "peakViewers", .about = "At once, ever.", .example = "42"},
        {.field = "viewerCount", .about = "Now.", .example = "7"},
    };
};
BOOST_DESCRIBE_STRUCT(ChannelTotalsView, (),
                      (channel_id, time_zone, total_views, unique_viewers, watch_time,
                       avg_watch_time, peak_viewers, follower_count, stream_count, is_live,
                       viewer_count))

struct DayView {
    std::string date;
    std::uint64_t total_views = 0;
    std::uint64_t unique_viewers = 0;
    std::uint64_t avg_watch_time = 0;
    std::uint64_t peak_viewers = 0;

    static constexpr json::Rule rules[] = {
        {.field = "date", .example = "2026-01-31", .format = "date"},
        {.field = "totalViews", .about = "That began on this day.", .example = "123"},
        {.field = "uniqueViewers", .example = "67"},
        {.field = "avgWatchTime", .about = "Seconds a view.", .example = "70"},
        {.field = "peakViewers", .about = "At once.", .example = "42"},
    };
};
BOOST_DESCRIBE_STRUCT(DayView, (),
                      (date, total_views, unique_viewers, avg_watch_time, peak_viewers))

struct TopStreamView {
    StreamId stream_id;
    std::string title;
    std::optional<WallTime> started_at;
    std::uint64_t duration = 0;
    std::uint64_t total_views = 0;
    std::uint64_t unique_viewers = 0;
    std::uint64_t watch_time = 0;
    std::uint64_t peak_viewers = 0;

    static constexpr json::Rule rules[] = {
        {.field = "title", .example = "Ada paints"},
        {.field = "duration", .about = "Seconds on air.", .example = "3600"},
        {.field = "totalViews", .example = "123"},
        {.field = "watchTime", .about = "Seconds.", .example = "86400"},
        {.field = "peakViewers", .example = "42"},
    };
};
BOOST_DESCRIBE_STRUCT(TopStreamView, (),
                      (stream_id, title, started_at, duration, total_views, unique_viewers,
                       watch_time, peak_viewers))

struct OverviewView {
    UserId user_id;
    std::uint64_t total_views = 0;
    std::uint64_t unique_viewers = 0;
    std::uint64_t watch_time = 0;
    std::uint64_t avg_watch_time = 0;
    std::uint64_t peak_viewers = 0;
    std::uint64_t follower_count = 0;
    std::uint64_t channel_count = 0;
    std::uint64_t stream_count = 0;
    std::uint64_t new_subscriptions = 0;
    double conversion = 0;

    static constexpr json::Rule rules[] = {
        {.field = "watchTime", .about = "Seconds, over all channels.", .example = "86400"},
        {.field = "avgWatchTime", .about = "Seconds a view.", .example = "70"},
        {.field = "peakViewers", .about = "At once in one stream, ever.", .example = "42"},
        {.field = "newSubscriptions", .example = "12"},
        {.field = "conversion",
         .about = "New subscriptions for each unique viewer.",
         .example = "0.02"},
    };
};
BOOST_DESCRIBE_STRUCT(OverviewView, (),
                      (user_id, total_views, unique_viewers, watch_time, avg_watch_time,
                       peak_viewers, follower_count, channel_count, stream_count, new_subscriptions,
                       conversion))

/// What has become of channels, for their owners and the staff. Used by all io threads at once;
/// what it refers to outlives it.
class StatisticsRoutes {
public:
    StatisticsRoutes(accounts::Accounts& accounts, channels::Channels& channels,
                     channels::StatisticsRepository& statistics, const LiveDirectory& live,
                     NewSubscriptions new_subscriptions, WallClock clock)
        : accounts_(accounts),
          channels_(channels),
          statistics_(statistics),
          live_(live),
          new_subscriptions_(std::move(new_subscriptions)),
          clock_(std::move(clock)) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, StatisticsRoutes* self);

private:
    asio::awaitable<Reply<ChannelTotalsView>> totals(Call call, ById input);
    asio::awaitable<Reply<ListOf<DayView>>> daily(Call call, DaysRequest input);
    asio::awaitable<Reply<ListOf<TopStreamView>>> top_streams(Call call, TopStreamsRequest input);
    asio::awaitable<Reply<OverviewView>> overview(Call call, ById input);

    /// The channel, if it is the caller's own or the caller of the staff.
    asio::awaitable<Result<channels::Channel>> own(Call call, std::string id) const;

    accounts::Accounts& accounts_;
    channels::Channels& channels_;
    channels::StatisticsRepository& statistics_;
    const LiveDirectory& live_;
    NewSubscriptions new_subscriptions_;
    WallClock clock_;
};

}  // namespace freshet::api
