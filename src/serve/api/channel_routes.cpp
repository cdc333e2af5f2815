#include "serve/api/channel_routes.hpp"

#include <utility>

#include "channels/error.hpp"

namespace freshet::api {

using Channels = channels::Errc;

void ChannelRoutes::describe(Table& table, ChannelRoutes* self) {
    table.add({.path = "/api/channels/:id",
               .id = "getChannel",
               .tag = "Channels",
               .summary = "A channel by id or handle",
               .reasons = {Channels::channel_not_found}},
              self, &ChannelRoutes::get);
    table.add({.path = "/api/channels/:id/stream-key",
               .id = "getStreamKey",
               .tag = "Channels",
               .summary = "The stream key, for the channel's owner",
               .scope = Scope::user,
               .reasons = {Channels::channel_not_found, Errc::forbidden}},
              self, &ChannelRoutes::stream_key);
    table.add({.method = http::Method::post,
               .path = "/api/channels/:id/regenerate-stream-key",
               .id = "regenerateStreamKey",
               .tag = "Channels",
               .summary = "Replace the stream key, and end a publish under the old one",
               .scope = Scope::user,
               .reasons = {Channels::channel_not_found, Errc::forbidden}},
              self, &ChannelRoutes::regenerate);
    table.add({.path = "/api/users/:id/channels",
               .id = "listChannelsOfUser",
               .tag = "Users",
               .summary = "A user's channels, the default one first",
               .reasons = {Errc::not_found, Errc::unauthenticated}},
              self, &ChannelRoutes::owned);
}

asio::awaitable<Reply<ChannelView>> ChannelRoutes::get(Call call, ById input) {
    const auto channel = co_await access_.channel(call, std::move(input.id));
    if (!channel) co_return std::unexpected(channel.error());
    co_return presenter_.channel(*channel, call);
}

asio::awaitable<Result<channels::Channel>> ChannelRoutes::own(Call call, std::string id) const {
    auto channel = co_await access_.channel(call, std::move(id));
    if (channel && !call.is(channel->owner)) co_return fail(Errc::forbidden);
    co_return channel;
}

asio::awaitable<Reply<StreamKeyView>> ChannelRoutes::stream_key(Call call, ById input) {
    const auto channel = co_await own(std::move(call), std::move(input.id));
    if (!channel) co_return std::unexpected(channel.error());
    co_return StreamKeyView{channels_.stream_key(*channel)};
}

asio::awaitable<Reply<StreamKeyView>> ChannelRoutes::regenerate(Call call, ById input) {
    const auto channel = co_await own(std::move(call), std::move(input.id));
    if (!channel) co_return std::unexpected(channel.error());
    const auto renewed = co_await channels_.regenerate_key(channel->id);
    if (!renewed) co_return std::unexpected(renewed.error());
    live_.end_publish(renewed->id);
    co_return StreamKeyView{channels_.stream_key(*renewed)};
}

asio::awaitable<Reply<ListOf<ChannelView>>> ChannelRoutes::owned(Call call,
                                                                 UserChannelsRequest input) {
    auto name = Access::whom(call, std::move(input.id));
    if (!name) co_return std::unexpected(name.error());
    const auto user = co_await accounts_.find(*std::move(name));
    if (!user || !Access::may_see(call, *user)) co_return fail(Errc::not_found);

    const Page page{.number = input.page.value_or(1), .limit = input.limit.value_or(20)};
    const auto rows = co_await channels_.owned_by(user->id, page);
    ListOf<ChannelView> list{.data = {}, .meta = meta_of(page, rows.total)};
    for (const auto& row : rows.items) list.data.push_back(presenter_.channel(row, call));
    co_return list;
}

}  // namespace freshet::api
