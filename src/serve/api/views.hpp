#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "accounts/user.hpp"
#include "base/described.hpp"
#include "base/ids.hpp"
#include "channels/stream.hpp"

// The domain's enums with the words of the wire; described here because only serve knows of JSON.
namespace freshet::accounts {
BOOST_DESCRIBE_ENUM(Role, user, moderator, admin)
}
namespace freshet::channels {
BOOST_DESCRIBE_ENUM(StreamStatus, scheduled, live, reconnecting, ended)
BOOST_DESCRIBE_ENUM(Visibility, public_, unlisted, private_)
BOOST_DESCRIBE_ENUM(Audience, everyone, followers, subscribers)
}  // namespace freshet::channels

/// The resources of the API as clients see them. `View` is not part of their names outside.
namespace freshet::api {

struct Meta {
    std::uint32_t page = 1;
    std::uint32_t limit = 20;
    std::uint64_t total = 0;
    std::uint64_t total_pages = 0;

    static constexpr json::Rule rules[] = {
        {.field = "page", .example = "1", .min = 1},
        {.field = "limit", .example = "20", .min = 1, .max = 100},
        {.field = "total", .about = "Elements of the whole list.", .example = "1"},
        {.field = "totalPages", .example = "1"},
    };
};
BOOST_DESCRIBE_STRUCT(Meta, (), (page, limit, total, total_pages))

template <class T>
struct ListOf {
    std::vector<T> data;
    Meta meta;

    BOOST_DESCRIBE_CLASS(ListOf, (), (data, meta), (), ())
};

struct UserView {
    UserId id;
    std::string username;
    std::string display_name;
    std::optional<std::string> avatar_url;
    std::string bio;
    accounts::Role role = accounts::Role::user;
    bool is_streaming = false;
    std::uint64_t follower_count = 0;
    WallTime created_at;
    // The rest is for the user alone.
    json::Omittable<std::string> email{};
    json::Omittable<bool> email_verified{};
    json::Omittable<std::string> stream_key{};
    json::Omittable<bool> is_active{};
    json::Omittable<std::optional<WallTime>> last_login_at{};
    json::Omittable<WallTime> updated_at{};
    json::Omittable<bool> is_following{};

    static constexpr json::Rule rules[] = {
        {.field = "username", .example = "ada"},
        {.field = "displayName", .example = "Ada"},
        {.field = "avatarUrl", .format = "uri"},
        {.field = "bio", .example = "I paint."},
        {.field = "isStreaming", .about = "One of the user's channels is on air."},
        {.field = "email",
         .about = "Only for the user.",
         .example = "ada@example.org",
         .format = "email"},
        {.field = "emailVerified",
         .about = "Only for the user: a letter to that address has been answered.",
         .example = "true"},
        {.field = "streamKey",
         .about = "Only for the user: the secret of the default channel.",
         .example = "mzxw6ytboi2dkmrxga3tqojqgezdgnbv"},
        {.field = "isActive", .about = "Only for the user.", .example = "true"},
        {.field = "lastLoginAt", .about = "Only for the user."},
        {.field = "updatedAt", .about = "Only for the user."},
        {.field = "isFollowing", .about = "Whether the caller follows this user; not for oneself."},
    };
};
BOOST_DESCRIBE_STRUCT(UserView, (),
                      (id, username, display_name, avatar_url, bio, role, is_streaming,
                       follower_count, created_at, email, email_verified, stream_key, is_active,
                       last_login_at, updated_at, is_following))

struct ChannelView {
    ChannelId id;
    UserId user_id;
    std::string handle;
    std::string title;
    std::string description;
    std::optional<std::string> thumbnail_url;
    std::string time_zone;
    bool is_live = false;
    std::uint32_t viewers_count = 0;
    std::uint64_t follower_count = 0;
    WallTime created_at;
    WallTime updated_at;

    static constexpr json::Rule rules[] = {
        {.field = "handle", .about = "The public name in addresses; lower case.", .example = "ada"},
        {.field = "title", .example = "Ada paints"},
        {.field = "description", .example = "Oil, mostly."},
        {.field = "thumbnailUrl", .format = "uri-reference"},
        {.field = "timeZone",
         .about = "In which the days of its statistics begin.",
         .example = "Europe/Berlin"},
        {.field = "isLive", .about = "Stays true while a lost publisher may still return."},
    };
};
BOOST_DESCRIBE_STRUCT(ChannelView, (),
                      (id, user_id, handle, title, description, thumbnail_url, time_zone, is_live,
                       viewers_count, follower_count, created_at, updated_at))

struct CategoryView {
    CategoryId id;
    std::string name;
    std::string slug;
    std::optional<std::string> icon_url;
    WallTime created_at;

    static constexpr json::Rule rules[] = {
        {.field = "name", .example = "Art"},
        {.field = "slug", .example = "art"},
        {.field = "iconUrl", .format = "uri-reference"},
    };
};
BOOST_DESCRIBE_STRUCT(CategoryView, (), (id, name, slug, icon_url, created_at))

/// Addresses that this caller may play now; null where there is none.
struct PlaybackView {
    std::optional<std::string> flv;
    std::optional<std::string> ws_flv;
    std::optional<std::string> hls;
    std::optional<std::string> dash;
    std::optional<std::string> whep;
    std::optional<std::string> rtmp;

    static constexpr json::Rule rules[] = {
        {.field = "flv", .example = "https://tv.example/live/ada.flv", .format = "uri-reference"},
        {.field = "wsFlv", .example = "wss://tv.example/live/ada.flv", .format = "uri-reference"},
        {.field = "hls",
         .example = "https://tv.example/hls/ada/master.m3u8",
         .format = "uri-reference"},
        {.field = "dash", .format = "uri-reference"},
        {.field = "whep", .format = "uri-reference"},
        {.field = "rtmp", .example = "rtmp://tv.example:1935/live/ada", .format = "uri-reference"},
    };
};
BOOST_DESCRIBE_STRUCT(PlaybackView, (), (flv, ws_flv, hls, dash, whep, rtmp))

struct StreamView {
    StreamId id;
    ChannelId channel_id;
    UserId user_id;
    std::string handle;
    std::string title;
    std::string description;
    std::optional<std::string> thumbnail_url;
    std::optional<std::string> cover_image_url;
    channels::StreamStatus status = channels::StreamStatus::scheduled;
    bool is_live = false;
    bool is_archived = false;
    channels::Visibility visibility = channels::Visibility::public_;
    channels::Audience audience = channels::Audience::everyone;
    std::uint32_t viewer_count = 0;
    std::uint64_t view_count = 0;
    std::uint64_t duration = 0;
    std::optional<WallTime> scheduled_at;
    std::optional<WallTime> started_at;
    std::optional<WallTime> ended_at;
    std::vector<CategoryView> categories;
    std::optional<std::string> stream_url;
    PlaybackView playback;
    WallTime created_at;
    WallTime updated_at;

    static constexpr json::Rule rules[] = {
        {.field = "handle", .about = "The channel's.", .example = "ada"},
        {.field = "title", .example = "Ada paints"},
        {.field = "description", .example = "Oil, mostly."},
        {.field = "thumbnailUrl", .format = "uri-reference"},
        {.field = "coverImageUrl", .format = "uri-reference"},
        {.field = "status", .example = "live"},
        {.field = "isLive", .about = "`live` or `reconnecting`.", .example = "true"},
        {.field = "viewerCount", .about = "Now.", .example = "42"},
        {.field = "viewCount", .about = "Since the beginning.", .example = "1234"},
        {.field = "duration", .about = "Seconds on air.", .example = "3600"},
        {.field = "streamUrl",
         .about = "The same as playback.flv.",
         .example = "https://tv.example/live/ada.flv",
         .format = "uri-reference"},
    };
};
BOOST_DESCRIBE_STRUCT(StreamView, (),
                      (id, channel_id, user_id, handle, title, description, thumbnail_url,
                       cover_image_url, status, is_live, is_archived, visibility, audience,
                       viewer_count, view_count, duration, scheduled_at, started_at, ended_at,
                       categories, stream_url, playback, created_at, updated_at))

struct StreamNowView {
    StreamId id;
    channels::StreamStatus status = channels::StreamStatus::scheduled;
    bool is_live = false;
    std::uint32_t viewer_count = 0;
    std::optional<WallTime> started_at;
    std::uint64_t duration = 0;
    WallTime server_time;

    static constexpr json::Rule rules[] = {
        {.field = "status", .example = "live"},
        {.field = "isLive", .example = "true"},
        {.field = "viewerCount", .example = "42"},
        {.field = "duration", .about = "Seconds on air.", .example = "3600"},
        {.field = "serverTime",
         .about = "For a client that wants to know how far its clock is off."},
    };
};
BOOST_DESCRIBE_STRUCT(StreamNowView, (),
                      (id, status, is_live, viewer_count, started_at, duration, server_time))

struct StreamKeyView {
    std::string stream_key;

    static constexpr json::Rule rules[] = {
        {.field = "streamKey",
         .about = "Secret: who has it can stream as its owner.",
         .example = "mzxw6ytboi2dkmrxga3tqojqgezdgnbv"},
    };
};
BOOST_DESCRIBE_STRUCT(StreamKeyView, (), (stream_key))

/// The input of routes that name one thing in their path.
struct ById {
    std::string id;

    static constexpr json::Rule rules[] = {{.field = "id", .length_min = 1, .length_max = 100}};
};
BOOST_DESCRIBE_STRUCT(ById, (), (id))

}  // namespace freshet::api
