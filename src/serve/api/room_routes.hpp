#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "accounts/accounts.hpp"
#include "channels/broadcasts.hpp"
#include "channels/channels.hpp"
#include "channels/rules.hpp"
#include "channels/schedule.hpp"
#include "serve/api/access.hpp"
#include "serve/api/live_directory.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/presenter.hpp"
#include "serve/api/views.hpp"

namespace freshet::api {

struct RoomStreamerView {
    UserId id;
    std::string username;
    std::string display_name;
    std::optional<std::string> avatar_url;

    static constexpr json::Rule rules[] = {
        {.field = "username", .example = "ada"},
        {.field = "displayName", .example = "Ada"},
        {.field = "avatarUrl", .format = "uri-reference"},
    };
};
BOOST_DESCRIBE_STRUCT(RoomStreamerView, (), (id, username, display_name, avatar_url))

/// A stream as the place where people meet.
struct RoomView {
    StreamId id;
    StreamId room_id;
    UserId streamer_id;
    std::string streamer_username;
    std::string title;
    std::string description;
    std::optional<std::string> category;
    bool is_live = false;
    std::uint32_t viewer_count = 0;
    std::optional<WallTime> started_at;
    json::Omittable<RoomStreamerView> streamer{};

    static constexpr json::Rule rules[] = {
        {.field = "roomId", .about = "The stream's id, as `id`."},
        {.field = "streamerUsername", .example = "ada"},
        {.field = "title", .example = "Ada paints"},
        {.field = "description", .example = "Oil, mostly."},
        {.field = "category", .about = "The name of the first one.", .example = "Art"},
        {.field = "isLive", .example = "true"},
        {.field = "viewerCount", .about = "Now.", .example = "42"},
        {.field = "streamer", .about = "Where one room is asked for."},
    };
};
BOOST_DESCRIBE_STRUCT(RoomView, (),
                      (id, room_id, streamer_id, streamer_username, title, description, category,
                       is_live, viewer_count, started_at, streamer))

struct NewRoomRequest {
    std::string title;
    std::optional<std::string> description;
    std::optional<std::string> category;

    static constexpr json::Rule rules[] = {
        {.field = "title",
         .example = "Ada paints",
         .length_min = 1,
         .length_max = channels::Limits::title_max},
        {.field = "description",
         .example = "Oil, mostly.",
         .length_max = channels::Limits::description_max},
        {.field = "category", .about = "By name, slug or id, in any case.", .example = "Art"},
    };
};
BOOST_DESCRIBE_STRUCT(NewRoomRequest, (), (title, description, category))

/// How many are in a room now, whether they play its stream or not; none: nobody is, and who plays
/// counts. Answers at once, from any thread.
using RoomPresence = std::function<std::optional<std::uint32_t>(StreamId)>;

/// Streams as rooms: the same rows. Used by all io threads at once; what it refers to outlives it.
class RoomRoutes {
public:
    struct Parts {
        accounts::Accounts& accounts;
        channels::Channels& channels;
        channels::Broadcasts& broadcasts;
        channels::Schedule& schedule;
        LiveDirectory& live;
        const PublicUrls& urls;
        RoomPresence present{};  // Empty: nobody knows.
    };

    RoomRoutes(Parts parts, const Access& access, const Presenter& presenter)
        : parts_(parts), access_(access), presenter_(presenter) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, RoomRoutes* self);

private:
    asio::awaitable<Reply<std::vector<RoomView>>> list(Call call, Nothing input);
    asio::awaitable<Reply<RoomView>> create(Call call, NewRoomRequest input);
    asio::awaitable<Reply<RoomView>> get(Call call, ById input);
    asio::awaitable<Reply<Message>> end(Call call, ById input);

    [[nodiscard]] RoomView view(const channels::Stream& row) const;
    asio::awaitable<RoomView> whole_view(Call call, channels::Stream row) const;

    Parts parts_;
    const Access& access_;
    const Presenter& presenter_;
};

}  // namespace freshet::api
