#pragma once

#include <string_view>

#include "channels/category.hpp"
#include "channels/channel.hpp"
#include "channels/stream.hpp"
#include "store/sql/statement.hpp"

namespace freshet::sql {

/// Of `channels c JOIN users u`, in the order in which `into_channel` takes them.
inline constexpr std::string_view channel_columns = R"(
    c.id, c.user_id, c.handle, c.title, c.description, c.thumbnail_url, c.time_zone,
    c.is_default, c.key_version, c.created_at, c.updated_at,
    (SELECT COUNT(*) FROM follows f WHERE f.streamer_id = c.user_id),
    (SELECT COUNT(*) FROM streams o WHERE o.channel_id = c.id AND o.visibility = 'public'
        AND o.status IN ('live', 'reconnecting')), u.is_active)";

Statement& into_channel(Statement& statement, channels::Channel& channel);

/// Of `categories k`, in the order in which `into_category` takes them.
inline constexpr std::string_view category_columns =
    "k.id, k.name, k.slug, k.icon_url, k.created_at";

Statement& into_category(Statement& statement, channels::Category& category);

/// Of `stream_tables`, in the order in which `into_stream` takes them. Categories
/// are read by themselves.
inline constexpr std::string_view stream_columns = R"(
    s.id, s.channel_id, s.user_id, c.handle, u.username, s.title, s.description,
    s.thumbnail_url, s.cover_image_url, s.status, s.visibility, s.audience, s.is_archived,
    s.viewer_count, s.view_count, s.scheduled_at, s.started_at, s.ended_at,
    s.last_seen_at, s.reconnecting_since, s.chosen_at, s.created_at, s.updated_at,
    u.is_active)";

inline constexpr std::string_view stream_tables =
    "streams s JOIN channels c ON c.id = s.channel_id "
    "JOIN users u ON u.id = s.user_id AND u.deleted_at IS NULL";

Statement& into_stream(Statement& statement, channels::Stream& stream);

}  // namespace freshet::sql
