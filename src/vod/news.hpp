#pragma once

#include "base/clock.hpp"
#include "base/events.hpp"
#include "vod/job.hpp"
#include "vod/job_repository.hpp"
#include "vod/upload.hpp"
#include "vod/video.hpp"

// What is told of videos, after it is on disk.
namespace freshet::vod {

void tell_progress(EventBus& events, const Upload& upload, WallTime now);
void tell_progress(EventBus& events, const Video& video, std::uint64_t position, WallTime now);

/// Of a job that is about to make its video playable; of others nothing is told.
void tell_progress(EventBus& events, const Job& job, WallTime now);

void tell_changed(EventBus& events, const Video& video, WallTime now);

/// That a job waits, and how its video is.
void tell_queued(EventBus& events, const Job& job, WallTime now);

/// Of a job that has come to an end, or to a halt.
void tell_end(EventBus& events, const Ended& ended, WallTime now);

}  // namespace freshet::vod
