#include "serve/api/schedule_routes.hpp"

#include <utility>

#include "channels/error.hpp"
#include "serve/api/message.hpp"

namespace freshet::api {

using Channels = channels::Errc;
using enum http::Method;

namespace {

channels::StreamDraft draft_of(ChannelId channel, NewStreamRequest input) {
    return {.channel = channel,
            .title = std::move(input.title),
            .description = input.description.value_or(""),
            .cover_image_url = input.cover_image_url.value_or(""),
            .scheduled_at = input.scheduled_at,
            .visibility = input.visibility.value_or(channels::Visibility::public_),
            .audience = input.audience.value_or(channels::Audience::everyone),
            .categories = input.categories.value_or(std::vector<std::string>())};
}

/// What a PUT leaves out becomes what it would be in a new stream.
channels::StreamChanges changes_of(NewStreamRequest input) {
    auto draft = draft_of({}, std::move(input));
    return {.title = std::move(draft.title),
            .description = std::move(draft.description),
            .cover_image_url = std::move(draft.cover_image_url),
            .scheduled_at = draft.scheduled_at,
            .visibility = draft.visibility,
            .audience = draft.audience,
            .categories = std::move(draft.categories)};
}

Page page_of(const StreamsOfRequest& input) {
    return {.number = input.page.value_or(1), .limit = input.limit.value_or(20)};
}

}  // namespace

void ScheduleRoutes::describe(Table& table, ScheduleRoutes* self) {
    describe_plans(table, self);
    describe_acts(table, self);
    describe_lists(table, self);
}

void ScheduleRoutes::describe_plans(Table& table, ScheduleRoutes* self) {
    table.add({.method = post,
               .path = "/api/streams",
               .id = "planStream",
               .tag = "Streams",
               .summary = "Plan a stream on the caller's first channel",
               .scope = Scope::user,
               .token_scope = accounts::TokenScope::streams_write,
               .success = 201,
               .reasons = {Channels::channel_not_found, Channels::too_many_streams},
               .changes_lists = true},
              self, &ScheduleRoutes::plan);
    for (const auto& [path, id] : {std::pair("/api/channels/:id/streams", "planStreamOnChannel"),
                                   std::pair("/api/streams/:id", "planStreamOnChannelOfId")}) {
        table.add(
            {.method = post,
             .path = path,
             .id = id,
             .tag = "Streams",
             .summary = "Plan a stream on the channel of that id",
             .scope = Scope::user,
             .token_scope = accounts::TokenScope::streams_write,
             .success = 201,
             .reasons = {Channels::channel_not_found, Errc::forbidden, Channels::too_many_streams},
             .changes_lists = true},
            self, &ScheduleRoutes::plan_on_channel);
    }
    table.add(
        {.method = put,
         .path = "/api/streams/:id",
         .id = "replaceStream",
         .tag = "Streams",
         .summary = "Say anew what a stream is, also while it is on air",
         .scope = Scope::user,
         .token_scope = accounts::TokenScope::streams_write,
         .reasons = {Channels::stream_not_found, Errc::forbidden, Channels::stream_not_scheduled},
         .changes_lists = true},
        self, &ScheduleRoutes::replace);
    table.add(
        {.method = patch,
         .path = "/api/streams/:id",
         .id = "changeStream",
         .tag = "Streams",
         .summary = "Change what is named of a stream, also while it is on air",
         .scope = Scope::user,
         .token_scope = accounts::TokenScope::streams_write,
         .reasons = {Channels::stream_not_found, Errc::forbidden, Channels::stream_not_scheduled},
         .changes_lists = true},
        self, &ScheduleRoutes::change);
}

void ScheduleRoutes::describe_acts(Table& table, ScheduleRoutes* self) {
    table.add({.method = post,
               .path = "/api/streams/:id/start",
               .id = "startStream",
               .tag = "Streams",
               .summary = "Let the channel's next publish join this stream",
               .scope = Scope::user,
               .token_scope = accounts::TokenScope::streams_write,
               .reasons = {Channels::stream_not_found, Errc::forbidden, Channels::stream_ended},
               .changes_lists = true},
              self, &ScheduleRoutes::start);
    table.add(
        {.method = post,
         .path = "/api/streams/:id/stop",
         .id = "stopStream",
         .tag = "Streams",
         .summary = "End a stream and its publish, which begins anew only by `start`, or after "
                    "a minute",
         .scope = Scope::user,
         .token_scope = accounts::TokenScope::streams_write,
         .reasons = {Channels::stream_not_found, Errc::forbidden},
         .changes_lists = true},
        self, &ScheduleRoutes::stop);
    table.add({.method = delete_,
               .path = "/api/streams/:id",
               .id = "deleteStream",
               .tag = "Streams",
               .summary = "End a stream that is on air; delete any other",
               .scope = Scope::user,
               .token_scope = accounts::TokenScope::streams_write,
               .reasons = {Channels::stream_not_found, Errc::forbidden},
               .changes_lists = true},
              self, &ScheduleRoutes::remove);
}

void ScheduleRoutes::describe_lists(Table& table, ScheduleRoutes* self) {
    table.add({.path = "/api/channels/:id/streams",
               .id = "listStreamsOfChannel",
               .tag = "Channels",
               .summary = "A channel's streams: live, scheduled, ended; all of them for its owner",
               .token_scope = accounts::TokenScope::streams_read,
               .reasons = {Channels::channel_not_found}},
              self, &ScheduleRoutes::of_channel);
    table.add({.path = "/api/users/:id/streams",
               .id = "listStreamsOfUser",
               .tag = "Users",
               .summary = "The streams of all of a user's channels",
               .token_scope = accounts::TokenScope::streams_read,
               .reasons = {Errc::not_found, Errc::unauthenticated}},
              self, &ScheduleRoutes::of_user);
}

asio::awaitable<Reply<StreamView>> ScheduleRoutes::plan(Call call, NewStreamRequest input) {
    const auto channel = co_await parts_.channels.default_of(call.who().user);
    if (!channel) co_return fail(Channels::channel_not_found);
    co_return co_await plan_for(std::move(call), draft_of(channel->id, std::move(input)));
}

asio::awaitable<Reply<StreamView>> ScheduleRoutes::plan_on_channel(Call call,
                                                                   IdentifiedStreamRequest input) {
    const auto channel = co_await access_.channel_to_change(call, input.id);
    if (!channel) co_return std::unexpected(channel.error());
    co_return co_await plan_for(std::move(call), draft_of(channel->id, std::move(input)));
}

asio::awaitable<Reply<StreamView>> ScheduleRoutes::plan_for(Call call,
                                                            channels::StreamDraft draft) {
    const auto stream = co_await parts_.schedule.plan(std::move(draft));
    if (!stream) co_return std::unexpected(stream.error());
    co_await access_.note(call, stream->owner, "stream.created", to_string(stream->id));
    co_return created(presenter_.stream(*stream, call), "/api/streams/" + to_string(stream->id));
}

asio::awaitable<Reply<StreamView>> ScheduleRoutes::replace(Call call,
                                                           IdentifiedStreamRequest input) {
    auto id = std::move(input.id);
    return apply(std::move(call), std::move(id), changes_of(std::move(input)));
}

asio::awaitable<Reply<StreamView>> ScheduleRoutes::change(Call call, ChangeStreamRequest input) {
    channels::StreamChanges changes{.title = std::move(input.title),
                                    .description = std::move(input.description),
                                    .cover_image_url = {},
                                    .scheduled_at = input.scheduled_at,
                                    .visibility = input.visibility,
                                    .audience = input.audience,
                                    .categories = std::move(input.categories)};
    if (input.cover_image_url) changes.cover_image_url = input.cover_image_url->value_or("");
    return apply(std::move(call), std::move(input.id), std::move(changes));
}

asio::awaitable<Reply<StreamView>> ScheduleRoutes::apply(Call call, std::string id,
                                                         channels::StreamChanges changes) {
    const auto stream = co_await access_.stream_to_change(call, std::move(id));
    if (!stream) co_return std::unexpected(stream.error());
    const auto changed = co_await parts_.schedule.change(stream->id, std::move(changes));
    if (!changed) co_return std::unexpected(changed.error());
    // Who watches and may no longer is sent away now, and not at the next review.
    if (changed->is_live()) parts_.admission.set(changed->id, channels::access_of(*changed));
    co_await access_.note(call, changed->owner, "stream.changed", to_string(changed->id));
    co_return presenter_.stream(*changed, call);
}

asio::awaitable<Reply<StreamView>> ScheduleRoutes::start(Call call, ById input) {
    const auto stream = co_await access_.stream_to_change(call, std::move(input.id));
    if (!stream) co_return std::unexpected(stream.error());
    const auto chosen = co_await parts_.schedule.choose(stream->id);
    if (!chosen) co_return std::unexpected(chosen.error());
    co_await access_.note(call, chosen->owner, "stream.chosen", to_string(chosen->id));
    co_return presenter_.stream(*chosen, call);
}

asio::awaitable<Reply<StreamView>> ScheduleRoutes::stop(Call call, ById input) {
    const auto stream = co_await access_.stream_to_change(call, std::move(input.id));
    if (!stream) co_return std::unexpected(stream.error());
    const auto ended = co_await parts_.schedule.end(stream->id);
    if (!ended) co_return std::unexpected(ended.error());
    parts_.live.end_stream(ended->id);
    co_await access_.note(call, ended->owner, "stream.stopped", to_string(ended->id));
    co_return presenter_.stream(*ended, call);
}

asio::awaitable<Reply<Message>> ScheduleRoutes::remove(Call call, ById input) {
    const auto stream = co_await access_.stream_to_change(call, std::move(input.id));
    if (!stream) co_return std::unexpected(stream.error());
    const auto removed = co_await parts_.schedule.remove(stream->id);
    if (!removed) co_return std::unexpected(removed.error());
    const bool is_stopped = removed->is_live();
    if (is_stopped) parts_.live.end_stream(removed->id);
    co_await access_.note(call, removed->owner, is_stopped ? "stream.stopped" : "stream.deleted",
                          to_string(removed->id));
    if (!is_stopped) co_return message(call, "stream_deleted.message");
    co_return message(call, "stream_stopped.message");
}

asio::awaitable<Reply<ListOf<StreamView>>> ScheduleRoutes::of_channel(Call call,
                                                                      StreamsOfRequest input) {
    const auto page = page_of(input);
    const auto channel = co_await parts_.channels.find(std::move(input.id));
    if (!channel) co_return fail(Channels::channel_not_found);
    channels::StreamFilter filter{.channel = channel->id,
                                  .hidden_too = Access::may_see_all(call, channel->owner)};
    co_return co_await list(std::move(call), std::move(filter), page);
}

asio::awaitable<Reply<ListOf<StreamView>>> ScheduleRoutes::of_user(Call call,
                                                                   StreamsOfRequest input) {
    const auto page = page_of(input);
    auto name = Access::whom(call, std::move(input.id));
    if (!name) co_return std::unexpected(name.error());
    const auto user = co_await parts_.accounts.find(*std::move(name));
    if (!user) co_return fail(Errc::not_found);
    channels::StreamFilter filter{.owner = user->id,
                                  .hidden_too = Access::may_see_all(call, user->id)};
    co_return co_await list(std::move(call), std::move(filter), page);
}

asio::awaitable<Reply<ListOf<StreamView>>> ScheduleRoutes::list(Call call,
                                                                channels::StreamFilter filter,
                                                                Page page) {
    const auto rows = co_await parts_.broadcasts.list(std::move(filter), page);
    co_return presenter_.streams(rows, page, call);
}

}  // namespace freshet::api
