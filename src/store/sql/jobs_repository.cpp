#include "store/sql/jobs_repository.hpp"

#include <utility>

#include "store/sql/job_acts.hpp"
#include "store/sql/job_rows.hpp"
#include "store/sql/video_rows.hpp"
#include "store/sql/where.hpp"
#include "vod/error.hpp"

namespace freshet::sql {

using vod::Claim;
using vod::Claimed;
using vod::Ended;
using vod::Errc;
using vod::FailureCode;
using vod::Hindrance;
using vod::Job;
using vod::JobFilter;
using vod::JobKind;
using vod::JobStatus;
using vod::JobWish;
using vod::Outcome;
using vod::Rendition;
using vod::Video;
using vod::VideoStatus;

namespace {

Paged<Job> list_jobs(Session& session, const JobFilter& filter, Page page) {
    Where where("j.id <> ''");
    if (filter.status) where.also("j.status = ?", std::string(to_string(*filter.status)));
    if (filter.kind) where.also("j.kind = ?", std::string(to_string(*filter.kind)));
    if (filter.owner) where.also("j.user_id = ?", *filter.owner);
    Paged<Job> list;
    auto count = session.prepare("SELECT COUNT(*) FROM jobs j WHERE " + where.text());
    where.bind(count).into(list.total).next();

    Job job;
    auto statement = session.prepare(
        select_jobs("WHERE " + where.text() + " ORDER BY j.id DESC LIMIT :limit OFFSET :offset"));
    into_job(where.bind(statement).use(page.limit).use(page.offset()), job);
    while (statement.next()) list.items.push_back(job);
    add_positions(session, list.items);
    return list;
}

std::vector<Job> load_changed(Session& session, WallTime since, std::size_t count) {
    std::vector<Job> jobs;
    Job job;
    auto statement = session.prepare(
        select_jobs("WHERE j.updated_at >= :since ORDER BY j.updated_at, j.id LIMIT :count"));
    into_job(statement.use(since).use(count), job);
    while (statement.next()) jobs.push_back(job);
    add_positions(session, jobs);
    return jobs;
}

/// With all its attempts, from the probe on.
Job begin_anew(Session& session, const Job& job) {
    const bool is_removal = job.kind == JobKind::delete_;
    auto statement = session.prepare(R"(
        UPDATE jobs
        SET status = 'QUEUED', kind = :kind, progress = 0, attempts = 0, put_offs = 0, failure = '',
            not_before = 0, lease_ends_at = 0, finished_at = NULL, updated_at = :now
        WHERE id = :id)");
    statement.use(to_string(is_removal ? JobKind::delete_ : JobKind::probe));
    statement.use(database_now(session)).use(job.id).run();
    return load_job(session, job.id).value();
}

Job retry_for(Session& session, const Video& video) {
    auto job = video.job ? load_job(session, *video.job) : std::nullopt;
    const bool is_known = job && job->status == JobStatus::failed;
    if (!is_known) job = load_job(session, insert_probe(session, video.id, video.owner)).value();
    auto statement = session.prepare(R"(
        UPDATE videos SET status = 'PROCESSING', failure = '', job_id = :job, updated_at = :now
        WHERE id = :id)");
    statement.use(job->id).use(database_now(session)).use(video.id).run();
    return begin_anew(session, *job);
}

Result<Job> retry_video(Session& session, VideoId id) {
    const auto video = load_video(session, id);
    if (!video) return fail(Errc::video_not_found);
    if (video->status != VideoStatus::failed) return fail(Errc::video_not_failed);
    return retry_for(session, *video);
}

Result<Job> retry_job(Session& session, JobId id) {
    const auto job = load_job(session, id);
    if (!job) return fail(Errc::job_not_found);
    if (job->status != JobStatus::failed) return fail(Errc::job_not_failed);
    const auto video = load_video(session, job->video);
    const bool is_of_video = video && video->job == id && video->status == VideoStatus::failed;
    if (is_of_video) return retry_for(session, *video);
    if (job->kind != JobKind::delete_) return fail(Errc::job_not_failed);  // Another has done it.
    return begin_anew(session, *job);
}

}  // namespace

asio::awaitable<std::optional<Claimed>> JobsRepository::claim(JobWish wish) {
    // Who asks again and again whether there is something to do disturbs no writer.
    const bool is_there = co_await database_.read(
        [wish](Session& session) { return has_claimable_job(session, wish); });
    if (!is_there) co_return std::nullopt;
    co_return co_await database_.write(
        [wish = std::move(wish)](Session& session) { return claim_job(session, wish); });
}

asio::awaitable<std::vector<Ended>> JobsRepository::bury(std::size_t count) {
    return database_.write([count](Session& session) { return bury_jobs(session, count); });
}

asio::awaitable<Result<Job>> JobsRepository::renew(Claim claim, std::uint32_t progress) {
    return database_.write([claim = std::move(claim), progress](Session& session) {
        return renew_job(session, claim, progress);
    });
}

asio::awaitable<Result<Job>> JobsRepository::become(Claim claim, JobKind kind) {
    return database_.write([claim = std::move(claim), kind](Session& session) {
        return change_job_kind(session, claim, kind);
    });
}

asio::awaitable<Result<Ended>> JobsRepository::publish(Claim claim, Outcome outcome) {
    return database_.write([claim = std::move(claim), outcome = std::move(outcome)](
                               Session& session) { return publish_job(session, claim, outcome); });
}

asio::awaitable<Result<Video>> JobsRepository::add_rendition(Claim claim, Rendition rendition) {
    return database_.write(
        [claim = std::move(claim), rendition = std::move(rendition)](Session& session) {
            return sql::add_rendition(session, claim, rendition);
        });
}

asio::awaitable<Result<Ended>> JobsRepository::complete(Claim claim) {
    return database_.write(
        [claim = std::move(claim)](Session& session) { return complete_job(session, claim); });
}

asio::awaitable<Result<Ended>> JobsRepository::fail(Claim claim, FailureCode code) {
    return database_.write([claim = std::move(claim), code](Session& session) {
        return fail_job(session, claim, code);
    });
}

asio::awaitable<Result<Ended>> JobsRepository::put_off(Claim claim, Hindrance hindrance) {
    return database_.write(
        [claim = std::move(claim), hindrance = std::move(hindrance)](Session& session) {
            return put_off_job(session, claim, hindrance);
        });
}

asio::awaitable<Result<Ended>> JobsRepository::give_back(Claim claim) {
    return database_.write(
        [claim = std::move(claim)](Session& session) { return give_back_job(session, claim); });
}

asio::awaitable<std::optional<Job>> JobsRepository::find(JobId id) {
    return database_.read([id](Session& session) { return load_job(session, id); });
}

asio::awaitable<Paged<Job>> JobsRepository::list(JobFilter filter, Page page) {
    return database_.read(
        [filter, page](Session& session) { return list_jobs(session, filter, page); });
}

asio::awaitable<std::vector<Job>> JobsRepository::changed(WallTime since, std::size_t count) {
    return database_.read(
        [since, count](Session& session) { return load_changed(session, since, count); });
}

asio::awaitable<WallTime> JobsRepository::clock() {
    return database_.read([](Session& session) { return database_now(session); });
}

asio::awaitable<Result<Job>> JobsRepository::retry(JobId id) {
    return database_.write([id](Session& session) { return retry_job(session, id); });
}

asio::awaitable<Result<Job>> JobsRepository::retry_video(VideoId id) {
    return database_.write([id](Session& session) { return sql::retry_video(session, id); });
}

}  // namespace freshet::sql
