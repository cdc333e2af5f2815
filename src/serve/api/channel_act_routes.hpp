#pragma once

#include "channels/channels.hpp"
#include "channels/rules.hpp"
#include "serve/api/access.hpp"
#include "serve/api/live_directory.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/presenter.hpp"
#include "serve/api/rules.hpp"
#include "serve/api/views.hpp"

namespace freshet::channels {
BOOST_DESCRIBE_ENUM(ChannelSort, newest, followers)
}

namespace freshet::api {

struct ListChannelsRequest {
    std::optional<bool> live;
    std::optional<std::string> q;
    std::optional<channels::ChannelSort> sort;
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        {.field = "live",
         .about = "`true`: only those with a public stream on air.",
         .example = "true"},
        {.field = "q",
         .about = "In handle or title, in any case.",
         .example = "paint",
         .length_max = 100},
        {.field = "sort", .about = "`newest` when absent.", .example = "followers"},
        rules::page,
        rules::limit,
    };
};
BOOST_DESCRIBE_STRUCT(ListChannelsRequest, (), (live, q, sort, page, limit))

struct NewChannelRequest {
    std::string title;
    std::optional<std::string> description;
    std::optional<std::string> handle;

    static constexpr json::Rule rules[] = {
        rules::channel,
        {.field = "title",
         .example = "Ada paints",
         .length_min = 1,
         .length_max = channels::Limits::title_max},
        {.field = "description",
         .about = "Empty when absent.",
         .example = "Oil, mostly.",
         .length_max = channels::Limits::description_max},
        {.field = "handle",
         .about = "The public name in addresses. A new channel that names none gets one that is "
                  "made from the title; another one keeps its own.",
         .example = "ada-paints",
         .length_min = channels::Limits::handle_min,
         .length_max = channels::Limits::handle_max},
        {.field = "timeZone",
         .about = "In which the days of its statistics begin; `UTC` when absent.",
         .example = "Europe/Berlin",
         .length_max = channels::Limits::time_zone_max},
    };
};
BOOST_DESCRIBE_STRUCT(NewChannelRequest, (), (title, description, handle))

struct ReplaceChannelRequest : NewChannelRequest {
    std::string id;
    std::optional<std::string> time_zone;
};
BOOST_DESCRIBE_STRUCT(ReplaceChannelRequest, (NewChannelRequest), (id, time_zone))

struct ChangeChannelRequest {
    std::string id;
    json::Omittable<std::string> title;
    json::Omittable<std::string> description;
    json::Omittable<std::string> handle;
    json::Omittable<std::string> time_zone;

    static constexpr auto& rules = NewChannelRequest::rules;
};
BOOST_DESCRIBE_STRUCT(ChangeChannelRequest, (), (id, title, description, handle, time_zone))

/// What owners do with their channels, and the list of all. Used by all io threads at once; what it
/// refers to outlives it.
class ChannelActRoutes {
public:
    ChannelActRoutes(channels::Channels& channels, const Access& access, LiveDirectory& live,
                     const Presenter& presenter)
        : channels_(channels), access_(access), live_(live), presenter_(presenter) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, ChannelActRoutes* self);

private:
    asio::awaitable<Reply<ListOf<ChannelView>>> list(Call call, ListChannelsRequest input);
    asio::awaitable<Reply<ChannelView>> create(Call call, NewChannelRequest input);
    asio::awaitable<Reply<ChannelView>> replace(Call call, ReplaceChannelRequest input);
    asio::awaitable<Reply<ChannelView>> change(Call call, ChangeChannelRequest input);
    asio::awaitable<Reply<Message>> remove(Call call, ById input);

    asio::awaitable<Reply<ChannelView>> apply(Call call, std::string id,
                                              channels::ChannelChanges changes);

    channels::Channels& channels_;
    const Access& access_;
    LiveDirectory& live_;
    const Presenter& presenter_;
};

}  // namespace freshet::api
