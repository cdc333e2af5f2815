#include "serve/api/admin_stream_routes.hpp"

#include <utility>

#include "channels/error.hpp"
#include "serve/api/audited.hpp"

namespace freshet::api {

using Channels = channels::Errc;

void AdminStreamRoutes::describe(Table& table, AdminStreamRoutes* self) {
    table.add({.path = "/api/admin/streams",
               .id = "searchStreams",
               .tag = "Admin",
               .summary = "All streams, the newest first",
               .scope = Scope::admin},
              self, &AdminStreamRoutes::list);
    table.add({.method = http::Method::post,
               .path = "/api/admin/streams/:id/stop",
               .id = "stopStreamOfAnyone",
               .tag = "Admin",
               .summary = "End a stream and its publish",
               .scope = Scope::admin,
               .reasons = {Channels::stream_not_found},
               .changes_lists = true},
              self, &AdminStreamRoutes::stop);
}

asio::awaitable<Reply<ListOf<StreamView>>> AdminStreamRoutes::list(Call call,
                                                                   SearchStreamsRequest input) {
    const Page page{.number = input.page.value_or(1), .limit = input.limit.value_or(20)};
    channels::StreamSearch search{
        .text = input.q.value_or(""), .status = input.status, .visibility = input.visibility};
    const auto rows = co_await parts_.broadcasts.search(std::move(search), page);
    co_return presenter_.streams(rows, page, call);
}

asio::awaitable<Reply<StreamView>> AdminStreamRoutes::stop(Call call, ById input) {
    const auto id = StreamId::parse(input.id);
    if (!id) co_return fail(Channels::stream_not_found);
    const auto ended = co_await parts_.schedule.end(*id);
    if (!ended) co_return std::unexpected(ended.error());
    parts_.live.end_stream(ended->id);
    co_await parts_.audit.record(audited(call, "stream.stopped", to_string(ended->id)));
    co_return presenter_.stream(*ended, call);
}

}  // namespace freshet::api
