#pragma once

#include <functional>

#include "channels/broadcasts.hpp"
#include "channels/schedule.hpp"
#include "serve/api/live_directory.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/presenter.hpp"
#include "serve/api/rules.hpp"
#include "serve/api/views.hpp"
#include "site/audit.hpp"

namespace freshet::api {

struct SearchStreamsRequest {
    std::optional<std::string> q;
    std::optional<channels::StreamStatus> status;
    std::optional<channels::Visibility> visibility;
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        {.field = "q",
         .about = "In title, handle or username, in any case.",
         .example = "paint",
         .length_max = 100},
        {.field = "status", .example = "live"},
        {.field = "visibility", .example = "private"},
        rules::page,
        rules::limit,
    };
};
BOOST_DESCRIBE_STRUCT(SearchStreamsRequest, (), (q, status, visibility, page, limit))

/// The staff's view of streams. Used by all io threads at once; what it refers to outlives it.
class AdminStreamRoutes {
public:
    struct Parts {
        channels::Broadcasts& broadcasts;
        channels::Schedule& schedule;
        LiveDirectory& live;
        site::Audit& audit;
    };

    AdminStreamRoutes(Parts parts, const Presenter& presenter)
        : parts_(std::move(parts)), presenter_(presenter) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, AdminStreamRoutes* self);

private:
    asio::awaitable<Reply<ListOf<StreamView>>> list(Call call, SearchStreamsRequest input);
    asio::awaitable<Reply<StreamView>> stop(Call call, ById input);

    Parts parts_;
    const Presenter& presenter_;
};

}  // namespace freshet::api
