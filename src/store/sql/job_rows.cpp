#include "store/sql/job_rows.hpp"

#include <algorithm>

#include "store/sql/search.hpp"
#include "store/sql/where.hpp"

namespace freshet::sql {

using vod::Job;
using vod::JobKind;
using vod::JobLimits;
using vod::JobStatus;
using vod::Removal;

namespace {

std::string_view clock_of(Dialect dialect) {
    // 2440587.5 is the Julian day of 1970-01-01. Of PostgreSQL's clocks the one that goes on within
    // a transaction.
    return dialect == Dialect::sqlite
               ? "SELECT CAST(ROUND((julianday('now') - 2440587.5) * 86400000) AS INTEGER)"
               : "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
}

bool waits(const Job& job) { return job.status == JobStatus::queued; }

}  // namespace

WallTime database_now(Session& session) {
    WallTime now;
    session.prepare(clock_of(session.dialect())).into(now).next();
    return now;
}

std::string select_jobs(std::string_view rest) {
    return R"(
        SELECT j.id, j.video_id, j.user_id, COALESCE(v.title, ''), j.kind, j.status, j.progress,
            j.attempts, j.failure, j.hindrance, j.priority, j.worker, j.not_before, j.created_at,
            j.updated_at, j.finished_at
        FROM jobs j LEFT JOIN videos v ON v.id = j.video_id )" +
           std::string(rest);
}

Statement& into_job(Statement& statement, Job& job) {
    const auto failure_from = [](std::string_view text) {
        return std::optional<std::optional<vod::FailureCode>>(std::in_place,
                                                              vod::failure_from(text));
    };
    const auto not_before_from = [](std::int64_t time) {
        return time == 0 ? std::nullopt : std::optional(WallTime(std::chrono::milliseconds(time)));
    };
    statement.into(job.id).into(job.video).into(job.owner).into(job.title);
    statement.into(job.kind, vod::job_kind_from).into(job.status, vod::job_status_from);
    statement.into(job.progress).into(job.attempts).into(job.failure, failure_from);
    statement.into(job.hindrance).into(job.priority).into(job.worker);
    statement.into(job.not_before, not_before_from).into(job.created_at).into(job.updated_at);
    return statement.into(job.finished_at);
}

void add_positions(Session& session, std::span<Job> jobs) {
    const auto count = static_cast<std::size_t>(std::ranges::count_if(jobs, waits));
    if (count == 0) return;
    // The condition of the index `jobs_open`, in its words.
    auto statement = session.prepare(R"(
        SELECT id, place FROM (
            SELECT id, ROW_NUMBER() OVER (ORDER BY priority DESC, id) AS place FROM jobs
            WHERE status IN ('QUEUED', 'RUNNING') AND status = 'QUEUED') ranked
        WHERE id IN )" + in_list("job", count));
    for (const auto& job : jobs)
        if (waits(job)) statement.use(job.id);
    JobId id;
    std::uint64_t place = 0;
    statement.into(id).into(place);
    while (statement.next()) {
        const auto job = std::ranges::find(jobs, id, &Job::id);
        if (job != jobs.end()) job->position = place;
    }
}

std::optional<Job> load_job(Session& session, JobId id) {
    Job job;
    auto statement = session.prepare(select_jobs("WHERE j.id = :id"));
    into_job(statement.use(id), job);
    if (!statement.next()) return std::nullopt;
    add_positions(session, std::span(&job, 1));
    return job;
}

JobId insert_job(Session& session, const JobSeed& seed) {
    const auto id = JobId::make();
    const auto now = database_now(session);
    auto statement = session.prepare(R"(
        INSERT INTO jobs (id, video_id, user_id, kind, status, progress, attempts, put_offs,
            failure, hindrance, priority, input, worker, fence, lease_ends_at, not_before,
            created_at, updated_at)
        VALUES (:id, :video, :owner, :kind, 'QUEUED', 0, 0, 0, '', '', :priority, :input, '', 0, 0,
            0, :created, :updated))");
    statement.use(id).use(seed.video).use(seed.owner).use(to_string(seed.kind));
    statement.use(seed.priority).use(seed.input).use(now).use(now).run();
    return id;
}

JobId insert_probe(Session& session, VideoId video, UserId owner) {
    return insert_job(session, {.video = video,
                                .owner = owner,
                                .kind = JobKind::probe,
                                .priority = JobLimits::priority_of_uploads});
}

JobId insert_removal(Session& session, VideoId video, UserId owner, const Removal& removal) {
    return insert_job(session, {.video = video,
                                .owner = owner,
                                .kind = JobKind::delete_,
                                .priority = JobLimits::priority_of_removals,
                                .input = to_input(removal)});
}

JobId remove_video_row(Session& session, VideoId video, UserId owner, WallTime now) {
    forget_video(session, video);
    session.prepare("DELETE FROM videos WHERE id = :id").use(video).run();  // Cascades.
    // Who works on it loses the lease.
    session.prepare("DELETE FROM jobs WHERE video_id = :video AND kind <> 'delete'")
        .use(video)
        .run();
    session.prepare("UPDATE uploads SET gone_at = :now WHERE video_id = :video AND gone_at IS NULL")
        .use(now)
        .use(video)
        .run();
    return insert_removal(session, video, owner, vod::removal_of(video));
}

}  // namespace freshet::sql
