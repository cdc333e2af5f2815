#include "serve/api/emote_routes.hpp"

#include <algorithm>
#include <utility>

#include "channels/error.hpp"
#include "community/room_error.hpp"
#include "image/error.hpp"
#include "serve/api/message.hpp"
#include "serve/api/picture_upload.hpp"
#include "serve/api/presenter.hpp"

namespace freshet::api {

using Channels = channels::Errc;
using Rooms = community::RoomErrc;
using enum http::Method;

namespace {

constexpr PictureUpload emote_upload{.bytes_max = std::size_t{1024} * 1024, .part = "emote"};

Operation put_operation() {
    return {.method = http::Method::put,
            .path = "/api/channels/:id/emotes/:code",
            .id = "putEmote",
            .tag = "Emotes",
            .summary = "Give a code its image: all of a picture, made into a WebP of 112 x 112",
            .scope = Scope::user,
            .reasons = {Channels::channel_not_found, Errc::forbidden, Rooms::invalid_emote_code,
                        Rooms::too_many_emotes, Errc::malformed_form, image::Errc::unknown_format,
                        image::Errc::too_large, image::Errc::malformed},
            .body_bytes_max = emote_upload.body_bytes_max(),
            .upload_types = {emote_upload.types.begin(), emote_upload.types.end()}};
}

}  // namespace

void validate(const ChangeEmoteRequest& input, json::Issues& issues) {
    if (input.new_code && !community::is_emote_code(*input.new_code))
        issues.add({.field = "newCode", .code = "invalid_characters", .params = {}});
}

void EmoteRoutes::describe(Table& table, EmoteRoutes* self) {
    table.add({.path = "/api/channels/:id/emotes",
               .id = "listEmotes",
               .tag = "Emotes",
               .summary = "A channel's own emotes, by code",
               .reasons = {Channels::channel_not_found}},
              self, &EmoteRoutes::list);
    table.add(put_operation(), self, &EmoteRoutes::put);
    table.add({.method = patch,
               .path = "/api/channels/:id/emotes/:code",
               .id = "changeEmote",
               .tag = "Emotes",
               .summary = "Change an emote's code, or who may use it",
               .scope = Scope::user,
               .reasons = {Channels::channel_not_found, Errc::forbidden, Rooms::emote_not_found,
                           Rooms::emote_taken}},
              self, &EmoteRoutes::change);
    table.add({.method = delete_,
               .path = "/api/channels/:id/emotes/:code",
               .id = "deleteEmote",
               .tag = "Emotes",
               .summary = "Delete an emote",
               .scope = Scope::user,
               .reasons = {Channels::channel_not_found, Errc::forbidden, Rooms::emote_not_found}},
              self, &EmoteRoutes::remove);
}

asio::awaitable<Reply<ListOf<EmoteView>>> EmoteRoutes::list(Call call, ListEmotesRequest input) {
    const Page page{.number = input.page.value_or(1), .limit = input.limit.value_or(20)};
    const auto channel = co_await access_.channel(call, std::move(input.id));
    if (!channel) co_return std::unexpected(channel.error());
    const auto emotes = co_await emotes_.of_channel(channel->id);
    ListOf<EmoteView> list{.data = {}, .meta = meta_of(page, emotes.size())};
    const auto begin = std::min<std::uint64_t>(page.offset(), emotes.size());
    const auto end = std::min<std::uint64_t>(begin + page.limit, emotes.size());
    for (auto i = begin; i < end; ++i) list.data.push_back(view_of(emotes[i], call));
    co_return list;
}

asio::awaitable<Reply<EmoteView>> EmoteRoutes::put(Call call, PutEmoteRequest input) {
    auto channel = co_await access_.channel_to_change(call, std::move(input.id));
    if (!channel) co_return std::unexpected(channel.error());
    auto picture = emote_upload.read(call.upload);
    if (!picture) co_return std::unexpected(picture.error());
    call.upload = {};
    community::EmoteDraft draft{
        .channel = channel->id, .code = std::move(input.code), .tier = input.tier};
    const auto put = co_await emotes_.put(std::move(draft), *std::move(picture));
    if (!put) co_return std::unexpected(put.error());
    co_await note(call, *std::move(channel), "emote.put");
    co_return view_of(put->emote, call);
}

asio::awaitable<Reply<EmoteView>> EmoteRoutes::change(Call call, ChangeEmoteRequest input) {
    auto channel = co_await access_.channel_to_change(call, std::move(input.id));
    if (!channel) co_return std::unexpected(channel.error());
    community::EmoteChange change{.channel = channel->id,
                                  .code = std::move(input.code),
                                  .new_code = std::move(input.new_code),
                                  .tier = input.tier};
    const auto changed = co_await emotes_.change(std::move(change));
    if (!changed) co_return std::unexpected(changed.error());
    co_await note(call, *std::move(channel), "emote.changed");
    co_return view_of(*changed, call);
}

asio::awaitable<Reply<Message>> EmoteRoutes::remove(Call call, EmoteByCode input) {
    auto channel = co_await access_.channel_to_change(call, std::move(input.id));
    if (!channel) co_return std::unexpected(channel.error());
    const auto removed = co_await emotes_.remove(channel->id, std::move(input.code));
    if (!removed) co_return std::unexpected(removed.error());
    co_await note(call, *std::move(channel), "emote.deleted");
    co_return message(call, "emote_deleted.message");
}

asio::awaitable<void> EmoteRoutes::note(Call call, channels::Channel channel,
                                        std::string action) const {
    co_await access_.note(std::move(call), channel.owner, std::move(action), to_string(channel.id));
}

EmoteView EmoteRoutes::view_of(const community::Emote& emote, const Call& call) const {
    return {.code = emote.code,
            .tier = emote.tier,
            .url = urls_.http_base(call) + emote.path(),
            .created_at = emote.created_at};
}

}  // namespace freshet::api
