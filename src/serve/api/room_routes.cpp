#include "serve/api/room_routes.hpp"

#include <utility>

#include "channels/error.hpp"
#include "serve/api/message.hpp"

namespace freshet::api {

using Channels = channels::Errc;
using enum http::Method;

namespace {

/// A room has one category, which its field names without a number.
Refusal renamed(Refusal refusal) {
    for (auto& error : refusal.fields) {
        if (error.field == "categories[0]") error.field = "category";
    }
    return refusal;
}

}  // namespace

void RoomRoutes::describe(Table& table, RoomRoutes* self) {
    table.add({.path = "/api/rooms",
               .id = "listRooms",
               .tag = "Rooms",
               .summary = "The first hundred rooms: live ones, then scheduled ones",
               .is_remembered = true},
              self, &RoomRoutes::list);
    table.add({.method = post,
               .path = "/api/rooms",
               .id = "createRoom",
               .tag = "Rooms",
               .summary = "Open a room: a stream on the caller's first channel",
               .scope = Scope::user,
               .success = 201,
               .reasons = {Channels::channel_not_found, Channels::too_many_streams},
               .changes_lists = true},
              self, &RoomRoutes::create);
    table.add({.path = "/api/rooms/:id",
               .id = "getRoom",
               .tag = "Rooms",
               .summary = "A room with its streamer",
               .reasons = {Channels::stream_not_found}},
              self, &RoomRoutes::get);
    table.add({.method = delete_,
               .path = "/api/rooms/:id",
               .id = "deleteRoom",
               .tag = "Rooms",
               .summary = "Close a room: its stream ends",
               .scope = Scope::user,
               .reasons = {Channels::stream_not_found, Errc::forbidden},
               .changes_lists = true},
              self, &RoomRoutes::end);
}

asio::awaitable<Reply<std::vector<RoomView>>> RoomRoutes::list(Call, Nothing) {
    constexpr Page first{.number = 1, .limit = Page::limit_max};
    const auto rows = co_await parts_.broadcasts.list({}, first);
    std::vector<RoomView> rooms;
    for (const auto& row : rows.items) rooms.push_back(view(row));
    co_return rooms;
}

asio::awaitable<Reply<RoomView>> RoomRoutes::create(Call call, NewRoomRequest input) {
    const auto channel = co_await parts_.channels.default_of(call.who().user);
    if (!channel) co_return fail(Channels::channel_not_found);
    channels::StreamDraft draft{.channel = channel->id,
                                .title = std::move(input.title),
                                .description = input.description.value_or(""),
                                .cover_image_url = {},
                                .scheduled_at = {},
                                .categories = {}};
    if (input.category) draft.categories.push_back(*std::move(input.category));
    auto stream = co_await parts_.schedule.plan(std::move(draft));
    if (!stream) co_return std::unexpected(renamed(std::move(stream).error()));
    const auto location = "/api/rooms/" + to_string(stream->id);
    const auto room = co_await whole_view(std::move(call), *std::move(stream));
    co_return created(room, location);
}

asio::awaitable<Reply<RoomView>> RoomRoutes::get(Call call, ById input) {
    auto stream = co_await access_.stream(call, std::move(input.id));
    if (!stream) co_return std::unexpected(stream.error());
    co_return co_await whole_view(std::move(call), *std::move(stream));
}

asio::awaitable<Reply<Message>> RoomRoutes::end(Call call, ById input) {
    const auto stream = co_await access_.stream_to_change(call, std::move(input.id));
    if (!stream) co_return std::unexpected(stream.error());
    const auto ended = co_await parts_.schedule.end(stream->id);
    if (!ended) co_return std::unexpected(ended.error());
    parts_.live.end_stream(ended->id);
    co_await access_.note(call, ended->owner, "stream.stopped", to_string(ended->id));
    co_return message(call, "stream_stopped.message");
}

RoomView RoomRoutes::view(const channels::Stream& row) const {
    const auto now = presenter_.status(row);
    RoomView view{.id = row.id,
                  .room_id = row.id,
                  .streamer_id = row.owner,
                  .streamer_username = row.username,
                  .title = row.title,
                  .description = row.description,
                  .category = {},
                  .is_live = now.is_live,
                  .viewer_count = now.viewer_count,
                  .started_at = now.started_at};
    const auto present = parts_.present ? parts_.present(row.id) : std::nullopt;
    view.viewer_count = present.value_or(view.viewer_count);
    if (!row.categories.empty()) view.category = row.categories.front().name;
    return view;
}

asio::awaitable<RoomView> RoomRoutes::whole_view(Call call, channels::Stream row) const {
    auto room = view(row);
    const auto streamer = co_await parts_.accounts.find(row.owner);
    if (!streamer) co_return room;
    auto& view = room.streamer.emplace();
    view.id = streamer->id;
    view.username = streamer->username;
    view.display_name = streamer->display_name;
    view.avatar_url = parts_.urls.absolute(call, streamer->avatar_url);
    co_return room;
}

}  // namespace freshet::api
