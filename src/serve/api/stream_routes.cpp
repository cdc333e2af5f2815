#include "serve/api/stream_routes.hpp"

#include <utility>

#include "channels/error.hpp"

namespace freshet::api {

namespace {

Refusal unknown_category() {
    return {.reason = Errc::validation_failed,
            .fields = {{.field = "category", .code = "unknown_category", .params = {}}}};
}

}  // namespace

void StreamRoutes::describe(Table& table, StreamRoutes* self) {
    table.add({.path = "/api/streams",
               .id = "listStreams",
               .tag = "Streams",
               .summary = "Public streams: live ones first, then scheduled ones",
               .reasons = {Errc::unauthenticated},
               .is_remembered = true},
              self, &StreamRoutes::list);
    table.add({.path = "/api/streams/:id",
               .id = "getStream",
               .tag = "Streams",
               .summary = "A stream by id, or what the channel of that handle has on air",
               .reasons = {channels::Errc::stream_not_found}},
              self, &StreamRoutes::get);
    table.add({.path = "/api/streams/:id/status",
               .id = "getStreamStatus",
               .tag = "Streams",
               .summary = "Whether a stream is on air, and since when",
               .reasons = {channels::Errc::stream_not_found}},
              self, &StreamRoutes::status);
    table.add({.path = "/api/streams/check/:name",
               .id = "checkStream",
               .tag = "Streams",
               .summary = "Whether a public name is on air"},
              self, &StreamRoutes::check);
}

asio::awaitable<Reply<ListOf<StreamView>>> StreamRoutes::list(Call call, ListStreamsRequest input) {
    const Page page{.number = input.page.value_or(1), .limit = input.limit.value_or(20)};
    channels::StreamFilter filter{.live_only = input.live.value_or(false),
                                  .text = input.q.value_or(""),
                                  .sort = input.sort.value_or(channels::StreamSort::newest)};
    if (input.followed.value_or(false)) {
        if (!call.caller) co_return fail(Errc::unauthenticated);
        filter.followed_by = call.caller->user;
    }
    if (input.category) {
        const auto category = co_await categories_.find(*std::move(input.category));
        if (!category) co_return std::unexpected(unknown_category());
        filter.category = category->id;
    }
    const auto rows = co_await broadcasts_.list(std::move(filter), page);
    co_return presenter_.streams(rows, page, call);
}

asio::awaitable<Reply<StreamView>> StreamRoutes::get(Call call, ById input) {
    const auto stream = co_await access_.stream(call, std::move(input.id));
    if (!stream) co_return std::unexpected(stream.error());
    co_return presenter_.stream(*stream, call);
}

asio::awaitable<Reply<StreamNowView>> StreamRoutes::status(Call call, ById input) {
    const auto stream = co_await access_.stream(std::move(call), std::move(input.id));
    if (!stream) co_return std::unexpected(stream.error());
    co_return presenter_.status(*stream);
}

asio::awaitable<Reply<CheckView>> StreamRoutes::check(Call call, CheckRequest input) {
    const auto stream = co_await access_.stream(std::move(call), input.name);
    const bool on_air = stream && presenter_.status(*stream).is_live;
    co_return CheckView{.is_live = on_air, .stream_key = std::move(input.name)};
}

}  // namespace freshet::api
