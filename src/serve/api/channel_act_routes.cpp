#include "serve/api/channel_act_routes.hpp"

#include <utility>

#include "channels/error.hpp"
#include "serve/api/message.hpp"

namespace freshet::api {

using Channels = channels::Errc;
using enum http::Method;

void ChannelActRoutes::describe(Table& table, ChannelActRoutes* self) {
    table.add({.path = "/api/channels",
               .id = "listChannels",
               .tag = "Channels",
               .summary = "All channels",
               .is_remembered = true},
              self, &ChannelActRoutes::list);
    table.add({.method = post,
               .path = "/api/channels",
               .id = "createChannel",
               .tag = "Channels",
               .summary = "Make another channel",
               .scope = Scope::user,
               .success = 201,
               .reasons = {Channels::handle_taken, Channels::too_many_channels},
               .changes_lists = true},
              self, &ChannelActRoutes::create);
    table.add({.method = put,
               .path = "/api/channels/:id",
               .id = "replaceChannel",
               .tag = "Channels",
               .summary = "Say anew what a channel is",
               .scope = Scope::user,
               .reasons = {Channels::channel_not_found, Errc::forbidden, Channels::handle_taken,
                           Channels::channel_on_air},
               .changes_lists = true},
              self, &ChannelActRoutes::replace);
    table.add({.method = patch,
               .path = "/api/channels/:id",
               .id = "changeChannel",
               .tag = "Channels",
               .summary = "Change what is named of a channel",
               .scope = Scope::user,
               .reasons = {Channels::channel_not_found, Errc::forbidden, Channels::handle_taken,
                           Channels::channel_on_air},
               .changes_lists = true},
              self, &ChannelActRoutes::change);
    table.add({.method = delete_,
               .path = "/api/channels/:id",
               .id = "deleteChannel",
               .tag = "Channels",
               .summary = "Delete a channel, and end its publish",
               .scope = Scope::user,
               .reasons = {Channels::channel_not_found, Errc::forbidden, Channels::default_channel},
               .changes_lists = true},
              self, &ChannelActRoutes::remove);
}

asio::awaitable<Reply<ListOf<ChannelView>>> ChannelActRoutes::list(Call call,
                                                                   ListChannelsRequest input) {
    const Page page{.number = input.page.value_or(1), .limit = input.limit.value_or(20)};
    channels::ChannelFilter filter{.live_only = input.live.value_or(false),
                                   .text = input.q.value_or(""),
                                   .sort = input.sort.value_or(channels::ChannelSort::newest)};
    const auto rows = co_await channels_.list(std::move(filter), page);
    ListOf<ChannelView> list{.data = {}, .meta = meta_of(page, rows.total)};
    for (const auto& row : rows.items) list.data.push_back(presenter_.channel(row, call));
    co_return list;
}

asio::awaitable<Reply<ChannelView>> ChannelActRoutes::create(Call call, NewChannelRequest input) {
    channels::NewChannel wanted{.owner = call.who().user,
                                .title = std::move(input.title),
                                .description = input.description.value_or(""),
                                .handle = std::move(input.handle)};
    const auto channel = co_await channels_.create(std::move(wanted));
    if (!channel) co_return std::unexpected(channel.error());
    co_return created(presenter_.channel(*channel, call),
                      "/api/channels/" + to_string(channel->id));
}

asio::awaitable<Reply<ChannelView>> ChannelActRoutes::replace(Call call,
                                                              ReplaceChannelRequest input) {
    channels::ChannelChanges changes{.handle = std::move(input.handle),
                                     .title = std::move(input.title),
                                     .description = input.description.value_or(""),
                                     .time_zone = input.time_zone.value_or("UTC")};
    return apply(std::move(call), std::move(input.id), std::move(changes));
}

asio::awaitable<Reply<ChannelView>> ChannelActRoutes::change(Call call,
                                                             ChangeChannelRequest input) {
    channels::ChannelChanges changes{.handle = std::move(input.handle),
                                     .title = std::move(input.title),
                                     .description = std::move(input.description),
                                     .time_zone = std::move(input.time_zone)};
    return apply(std::move(call), std::move(input.id), std::move(changes));
}

asio::awaitable<Reply<ChannelView>> ChannelActRoutes::apply(Call call, std::string id,
                                                            channels::ChannelChanges changes) {
    const auto channel = co_await access_.channel_to_change(call, std::move(id));
    if (!channel) co_return std::unexpected(channel.error());
    const auto changed = co_await channels_.change(channel->id, std::move(changes));
    if (!changed) co_return std::unexpected(changed.error());
    co_await access_.note(call, channel->owner, "channel.changed", to_string(channel->id));
    co_return presenter_.channel(*changed, call);
}

asio::awaitable<Reply<Message>> ChannelActRoutes::remove(Call call, ById input) {
    const auto channel = co_await access_.channel_to_change(call, std::move(input.id));
    if (!channel) co_return std::unexpected(channel.error());
    const auto removed = co_await channels_.remove(channel->id);
    if (!removed) co_return std::unexpected(removed.error());
    if (const auto on_air = live_.live_now(channel->id)) live_.end_stream(on_air->stream);
    co_await access_.note(call, channel->owner, "channel.deleted", to_string(channel->id));
    co_return message(call, "channel_deleted.message");
}

}  // namespace freshet::api
