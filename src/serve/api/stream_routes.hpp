#pragma once

#include "channels/broadcasts.hpp"
#include "channels/categories.hpp"
#include "serve/api/access.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/presenter.hpp"
#include "serve/api/rules.hpp"
#include "serve/api/views.hpp"

namespace freshet::channels {
BOOST_DESCRIBE_ENUM(StreamSort, newest, viewers)
}

namespace freshet::api {

struct ListStreamsRequest {
    std::optional<bool> live;
    std::optional<std::string> category;
    std::optional<std::string> q;
    std::optional<channels::StreamSort> sort;
    std::optional<bool> followed;
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        {.field = "live", .about = "`true`: without the scheduled ones.", .example = "true"},
        {.field = "category",
         .about = "Only of that category: its slug, name or id, in any case.",
         .example = "art",
         .length_min = 1,
         .length_max = 100},
        {.field = "q",
         .about = "In title, handle or username, in any case.",
         .example = "paint",
         .length_max = 100},
        {.field = "sort",
         .about = "Among the live ones; `newest` when absent.",
         .example = "viewers"},
        {.field = "followed",
         .about = "`true`: only of those whom the caller follows.",
         .example = "false"},
        rules::page,
        rules::limit,
    };
};
BOOST_DESCRIBE_STRUCT(ListStreamsRequest, (), (live, category, q, sort, followed, page, limit))

struct CheckRequest {
    std::string name;

    static constexpr json::Rule rules[] = {{.field = "name",
                                            .about = "A channel's handle or a stream's id.",
                                            .length_min = 1,
                                            .length_max = 255}};
};
BOOST_DESCRIBE_STRUCT(CheckRequest, (), (name))

struct CheckView {
    bool is_live = false;
    std::string stream_key;

    static constexpr json::Rule rules[] = {
        {.field = "isLive", .example = "true"},
        {.field = "streamKey",
         .about = "The name that was asked for. A secret key is never live.",
         .example = "ada"},
    };
};
BOOST_DESCRIBE_STRUCT(CheckView, (), (is_live, stream_key))

/// Broadcasts, as viewers find them. Used by all io threads at once; what it refers to outlives it.
class StreamRoutes {
public:
    StreamRoutes(const Access& access, channels::Broadcasts& broadcasts,
                 channels::Categories& categories, const Presenter& presenter)
        : access_(access),
          broadcasts_(broadcasts),
          categories_(categories),
          presenter_(presenter) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, StreamRoutes* self);

private:
    asio::awaitable<Reply<ListOf<StreamView>>> list(Call call, ListStreamsRequest input);
    asio::awaitable<Reply<StreamView>> get(Call call, ById input);
    asio::awaitable<Reply<StreamNowView>> status(Call call, ById input);
    asio::awaitable<Reply<CheckView>> check(Call call, CheckRequest input);

    const Access& access_;
    channels::Broadcasts& broadcasts_;
    channels::Categories& categories_;
    const Presenter& presenter_;
};

}  // namespace freshet::api
