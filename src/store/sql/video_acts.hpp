#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/field_errors.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "store/sql/session.hpp"
#include "vod/upload.hpp"

// What is done to the rows of videos, within one transaction.
namespace freshet::sql {

/// The row of a video that is UPLOADING, with its categories, tags and words.
/// vod::Errc::invalid_fields: `channelId` with the code `unknown_channel`, categories.
Answer<void> insert_video(Session& session, VideoId id, const vod::VideoDraft& draft,
                          std::uint64_t size_bytes, WallTime now);

/// One of the owner's channels, by default the default one; vod::Errc::invalid_fields.
Answer<ChannelId> channel_for_video(Session& session, UserId owner,
                                    const std::optional<ChannelId>& wanted);

/// Gives it these and no others.
Answer<void> set_video_categories(Session& session, VideoId video,
                                  const std::vector<std::string>& names);
void set_video_tags(Session& session, VideoId video, const std::vector<std::string>& tags);

/// See VideoRepository::used_bytes.
std::uint64_t used_bytes(Session& session, UserId owner);

/// Shows the videos of a channel in its owner's default one from now on.
void move_videos_to_default(Session& session, ChannelId from);

}  // namespace freshet::sql
