#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "base/described.hpp"
#include "vod/job.hpp"
#include "vod/video.hpp"
#include "vod/video_repository.hpp"

// The enums of videos with the words of the wire.
namespace freshet::vod {
BOOST_DESCRIBE_ENUM(Visibility, private_, unlisted, public_)
BOOST_DESCRIBE_ENUM(FailureCode, not_a_video, no_playable_track, damaged, unsupported_codec,
                    too_long, too_large_picture, took_too_long, too_many_attempts, source_missing)
BOOST_DESCRIBE_ENUM(JobKind, probe, repackage, transcode, thumbnail, delete_)
BOOST_DESCRIBE_ENUM(VideoSort, newest, views)
}  // namespace freshet::vod

// Streams have a visibility too.
template <>
inline constexpr std::string_view freshet::json::public_type_name<freshet::vod::Visibility> =
    "VideoVisibility";

template <>
inline constexpr std::array<std::pair<freshet::vod::VideoStatus, std::string_view>, 4>
    freshet::json::choice_names<freshet::vod::VideoStatus>{
        {{freshet::vod::VideoStatus::uploading, "UPLOADING"},
         {freshet::vod::VideoStatus::processing, "PROCESSING"},
         {freshet::vod::VideoStatus::ready, "READY"},
         {freshet::vod::VideoStatus::failed, "FAILED"}}};

template <>
inline constexpr std::array<std::pair<freshet::vod::JobStatus, std::string_view>, 4>
    freshet::json::choice_names<freshet::vod::JobStatus>{
        {{freshet::vod::JobStatus::queued, "QUEUED"},
         {freshet::vod::JobStatus::running, "RUNNING"},
         {freshet::vod::JobStatus::completed, "COMPLETED"},
         {freshet::vod::JobStatus::failed, "FAILED"}}};
