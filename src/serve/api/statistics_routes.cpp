#include "serve/api/statistics_routes.hpp"

#include <algorithm>
#include <utility>

#include "base/local_day.hpp"
#include "channels/error.hpp"
#include "serve/api/access.hpp"
#include "serve/api/presenter.hpp"

namespace freshet::api {

using Channels = channels::Errc;
using channels::Audited;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

namespace {

constexpr days usual_days{30};
constexpr days days_max{366};

std::uint64_t whole_seconds(std::chrono::milliseconds time) {
    return static_cast<std::uint64_t>(std::chrono::floor<std::chrono::seconds>(time).count());
}

bool is_allowed(const Call& call, UserId owner) {
    return call.is(owner) || call.who().role != accounts::Role::user;
}

DayView view_of(year_month_day date, const Audited& audience) {
    return {.date = to_date_text(date),
            .total_views = audience.views,
            .unique_viewers = audience.unique_viewers,
            .avg_watch_time = whole_seconds(audience.average()),
            .peak_viewers = audience.peak_viewers};
}

/// The days that are asked for, or which fields are wrong.
Answer<channels::Days> days_of(const DaysRequest& input, year_month_day today) {
    FieldErrors errors;
    const auto read = [&](const std::optional<std::string>& text, const char* field,
                          year_month_day otherwise) {
        if (!text) return otherwise;
        const auto date = from_date_text(*text);
        if (!date)
            errors.push_back(
                {.field = field, .code = "bad_format", .params = {{"format", "date"}}});
        return date.value_or(otherwise);
    };
    const auto to = read(input.to, "to", today);
    const year_month_day usual_from(sys_days(to) - usual_days + days(1));
    const auto from = read(input.from, "from", usual_from);
    const year_month_day earliest(sys_days(to) - days_max + days(1));
    if (errors.empty() && (from > to || from < earliest)) {
        errors.push_back({.field = "from",
                          .code = "out_of_range",
                          .params = {{"min", to_date_text(earliest)}, {"max", to_date_text(to)}}});
    }
    if (!errors.empty())
        return std::unexpected(
            Refusal{.reason = Errc::validation_failed, .fields = std::move(errors)});
    return channels::Days{.from = from, .to = to};
}

}  // namespace

void StatisticsRoutes::describe(Table& table, StatisticsRoutes* self) {
    table.add({.path = "/api/statistics/channel/:id",
               .id = "getChannelStatistics",
               .tag = "Statistics",
               .summary = "What a channel has come to, for its owner and the staff",
               .scope = Scope::user,
               .reasons = {Channels::channel_not_found, Errc::forbidden}},
              self, &StatisticsRoutes::totals);
    table.add({.path = "/api/statistics/channel/:id/daily",
               .id = "listChannelDays",
               .tag = "Statistics",
               .summary = "A channel's days in its time zone, the oldest first",
               .scope = Scope::user,
               .reasons = {Channels::channel_not_found, Errc::forbidden}},
              self, &StatisticsRoutes::daily);
    table.add({.path = "/api/statistics/channel/:id/top-streams",
               .id = "listTopStreams",
               .tag = "Statistics",
               .summary = "A channel's streams, those with the most views first",
               .scope = Scope::user,
               .reasons = {Channels::channel_not_found, Errc::forbidden}},
              self, &StatisticsRoutes::top_streams);
    table.add({.path = "/api/statistics/user/:id/overview",
               .id = "getUserOverview",
               .tag = "Statistics",
               .summary = "What all channels of a user have come to, for that user and the staff",
               .scope = Scope::user,
               .reasons = {Errc::not_found, Errc::forbidden}},
              self, &StatisticsRoutes::overview);
}

asio::awaitable<Result<channels::Channel>> StatisticsRoutes::own(Call call, std::string id) const {
    auto channel = co_await channels_.find(std::move(id));
    if (!channel) co_return fail(Channels::channel_not_found);
    if (!is_allowed(call, channel->owner)) co_return fail(Errc::forbidden);
    co_return *std::move(channel);
}

asio::awaitable<Reply<ChannelTotalsView>> StatisticsRoutes::totals(Call call, ById input) {
    const auto channel = co_await own(std::move(call), std::move(input.id));
    if (!channel) co_return std::unexpected(channel.error());
    const auto totals = co_await statistics_.of_channel(channel->id);
    const auto zone = co_await statistics_.time_zone(channel->id);
    const auto now = live_.live_now(channel->id);
    co_return ChannelTotalsView{.channel_id = channel->id,
                                .time_zone = zone,
                                .total_views = totals.audience.views,
                                .unique_viewers = totals.audience.unique_viewers,
                                .watch_time = whole_seconds(totals.audience.watched),
                                .avg_watch_time = whole_seconds(totals.audience.average()),
                                .peak_viewers = totals.audience.peak_viewers,
                                .follower_count = totals.followers,
                                .stream_count = totals.streams,
                                .is_live = now.has_value(),
                                .viewer_count = now ? now->viewers : 0};
}

asio::awaitable<Reply<ListOf<DayView>>> StatisticsRoutes::daily(Call call, DaysRequest input) {
    const auto channel = co_await own(std::move(call), input.id);
    if (!channel) co_return std::unexpected(channel.error());
    const auto zone = co_await statistics_.time_zone(channel->id);
    const auto asked = days_of(input, day_at(clock_(), zone).date);
    if (!asked) co_return std::unexpected(asked.error());

    const auto total = (sys_days(asked->to) - sys_days(asked->from)).count() + 1;
    const Page page{.number = input.page.value_or(1),
                    .limit = input.limit.value_or(Page::limit_max)};
    ListOf<DayView> list{.data = {}, .meta = meta_of(page, static_cast<std::uint64_t>(total))};
    if (page.offset() >= static_cast<std::uint64_t>(total)) co_return list;
    const auto first = sys_days(asked->from) + days(static_cast<int>(page.offset()));
    const auto last = std::min(first + days(static_cast<int>(page.limit) - 1), sys_days(asked->to));

    const auto rows = co_await statistics_.days(channel->id, {.from = first, .to = last});
    auto row = rows.begin();
    for (auto day = first; day <= last; day += days(1)) {
        const bool is_there = row != rows.end() && sys_days(row->date) == day;
        list.data.push_back(view_of(day, is_there ? row->audience : Audited()));
        if (is_there) ++row;
    }
    co_return list;
}

asio::awaitable<Reply<ListOf<TopStreamView>>> StatisticsRoutes::top_streams(
    Call call, TopStreamsRequest input) {
    const auto channel = co_await own(std::move(call), std::move(input.id));
    if (!channel) co_return std::unexpected(channel.error());
    const Page page{.number = 1, .limit = input.limit.value_or(10)};
    const auto rows = co_await statistics_.top_streams(channel->id, page.limit);
    ListOf<TopStreamView> list{.data = {}, .meta = meta_of(page, rows.size())};
    for (const auto& [stream, audience] : rows) {
        list.data.push_back({.stream_id = stream.id,
                             .title = stream.title,
                             .started_at = stream.started_at,
                             .duration = whole_seconds(stream.duration(clock_())),
                             .total_views = audience.views,
                             .unique_viewers = audience.unique_viewers,
                             .watch_time = whole_seconds(audience.watched),
                             .peak_viewers = audience.peak_viewers});
    }
    co_return list;
}

asio::awaitable<Reply<OverviewView>> StatisticsRoutes::overview(Call call, ById input) {
    auto name = Access::whom(call, std::move(input.id));
    if (!name) co_return std::unexpected(name.error());
    const auto user = co_await accounts_.find(*std::move(name));
    if (!user) co_return fail(Errc::not_found);
    if (!is_allowed(call, user->id)) co_return fail(Errc::forbidden);

    const auto totals = co_await statistics_.of_user(user->id);
    const auto channels = co_await channels_.owned_by(user->id, Page{.number = 1, .limit = 1});
    std::uint64_t subscriptions = 0;
    if (new_subscriptions_) subscriptions = co_await new_subscriptions_(user->id);
    const auto viewers = totals.audience.unique_viewers;
    co_return OverviewView{
        .user_id = user->id,
        .total_views = totals.audience.views,
        .unique_viewers = viewers,
        .watch_time = whole_seconds(totals.audience.watched),
        .avg_watch_time = whole_seconds(totals.audience.average()),
        .peak_viewers = totals.audience.peak_viewers,
        .follower_count = totals.followers,
        .channel_count = channels.total,
        .stream_count = totals.streams,
        .new_subscriptions = subscriptions,
        .conversion =
            viewers == 0 ? 0 : static_cast<double>(subscriptions) / static_cast<double>(viewers)};
}

}  // namespace freshet::api
