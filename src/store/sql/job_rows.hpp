#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "store/sql/session.hpp"
#include "vod/job.hpp"

// Jobs, as they are read and made within one transaction.
namespace freshet::sql {

/// What the database's clock says: the same to all workers, on whatever machines.
WallTime database_now(Session& session);

/// What selects jobs that meet a condition, with whatever follows it. Positions are read by
/// themselves.
std::string select_jobs(std::string_view rest);

Statement& into_job(Statement& statement, vod::Job& job);

/// Of those that wait.
void add_positions(Session& session, std::span<vod::Job> jobs);

std::optional<vod::Job> load_job(Session& session, JobId id);

/// A job that is to be done.
struct JobSeed {
    VideoId video;
    UserId owner;
    vod::JobKind kind = vod::JobKind::probe;
    std::int32_t priority = 0;
    std::string input{};
};

JobId insert_job(Session& session, const JobSeed& seed);

/// What makes a video playable that has been uploaded.
JobId insert_probe(Session& session, VideoId video, UserId owner);

/// What takes objects out of the store.
JobId insert_removal(Session& session, VideoId video, UserId owner, const vod::Removal& removal);

/// Takes the row of a video away, with all that is its alone, while its objects go by a job. An
/// upload of it is gone.
JobId remove_video_row(Session& session, VideoId video, UserId owner, WallTime now);

}  // namespace freshet::sql
