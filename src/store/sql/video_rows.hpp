#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "store/sql/session.hpp"
#include "store/sql/statement.hpp"
#include "vod/media_facts.hpp"
#include "vod/video.hpp"

// Videos as they are read, within one transaction.
namespace freshet::sql {

/// What conditions and orders may speak of; of users who have left there is nothing.
inline constexpr std::string_view video_tables =
    "videos v JOIN users u ON u.id = v.user_id AND u.deleted_at IS NULL "
    "JOIN channels c ON c.id = v.channel_id";

/// What selects videos, in the order of `into_video`; `rest` begins with WHERE. Tags and categories
/// are read by themselves.
std::string select_videos(std::string_view rest);

Statement& into_video(Statement& statement, vod::Video& video);

/// Reads tags and categories of all of them, at once.
void add_details(Session& session, std::span<vod::Video> videos);

std::optional<vod::Video> load_video(Session& session, VideoId id);

/// In the order of the ids.
std::vector<vod::Video> load_videos(Session& session, std::span<const VideoId> ids);

std::vector<vod::Rendition> load_renditions(Session& session, VideoId video);

/// Replaces one of that name.
void put_rendition(Session& session, VideoId video, const vod::Rendition& rendition);

// Frame rates are whole numbers in rows: frames in a thousand seconds.
std::int64_t to_row(double frame_rate);
double frame_rate_from_row(std::int64_t frames);

std::chrono::milliseconds duration_from_row(std::int64_t milliseconds);

}  // namespace freshet::sql
