#include "store/sql/job_acts.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "base/utf8.hpp"
#include "site/webhooks.hpp"
#include "store/sql/job_rows.hpp"
#include "store/sql/outbox.hpp"
#include "store/sql/video_rows.hpp"
#include "store/sql/where.hpp"
#include "vod/error.hpp"
#include "vod/objects.hpp"

namespace freshet::sql {

using vod::Claim;
using vod::Claimed;
using vod::Ended;
using vod::Errc;
using vod::FailureCode;
using vod::Hindrance;
using vod::Job;
using vod::JobKind;
using vod::JobLimits;
using vod::JobWish;
using vod::Outcome;
using vod::Rendition;
using vod::Video;

namespace {

std::int64_t count_of(WallTime time) { return time.time_since_epoch().count(); }

/// Those that wait and may run, and those whose worker is gone.
Where claimable(WallTime now, const JobWish& wish) {
    Where where("status IN ('QUEUED', 'RUNNING')");  // As the index `jobs_open` says it.
    where.also("(status = 'RUNNING' OR not_before <= ?)", count_of(now));
    where.also("(status = 'QUEUED' OR lease_ends_at <= ?)", count_of(now));
    where.also("(status = 'QUEUED' OR attempts < ?)",
               static_cast<std::int64_t>(JobLimits::attempts_max));
    if (wish.kinds.empty()) return where;
    std::string kinds;
    for (const auto kind : wish.kinds) {
        kinds += kinds.empty() ? "'" : ", '";  // Our own words.
        kinds.append(to_string(kind)).append("'");
    }
    where.also("kind IN (" + kinds + ")");
    return where;
}

std::optional<JobId> find_claimable(Session& session, const JobWish& wish, std::string_view lock) {
    const auto where = claimable(database_now(session), wish);
    JobId id;
    auto statement = session.prepare("SELECT id FROM jobs WHERE " + where.text() +
                                     " ORDER BY priority DESC, id LIMIT 1" + std::string(lock));
    return where.bind(statement).into(id).next() ? std::optional(id) : std::nullopt;
}

std::uint64_t next_fence(Session& session) {
    std::uint64_t fence = 0;
    if (session.dialect() == Dialect::postgresql) {
        session.prepare("SELECT nextval('job_fences')").into(fence).next();
        return fence;
    }
    session.execute("UPDATE job_fences SET last = last + 1");
    session.prepare("SELECT last FROM job_fences").into(fence).next();
    return fence;
}

Claim load_claim(Session& session, JobId id) {
    Claim claim;
    claim.job = id;
    auto statement = session.prepare(R"(
        SELECT j.fence, j.kind, j.video_id, j.user_id, COALESCE(v.title, ''),
            COALESCE(v.size_bytes, 0), COALESCE(v.generation, 0), j.input, j.attempts
        FROM jobs j LEFT JOIN videos v ON v.id = j.video_id
        WHERE j.id = :id)");
    statement.use(id).into(claim.fence).into(claim.kind, vod::job_kind_from).into(claim.video);
    statement.into(claim.owner).into(claim.title).into(claim.source_bytes);
    statement.into(claim.played).into(claim.input).into(claim.attempts).next();
    claim.source_key = vod::source_key(claim.video);
    return claim;
}

/// Whether the job is still the claim's, and none of another. To be asked before anything is
/// written.
bool is_held(Session& session, const Claim& claim) {
    std::int64_t count = 0;
    auto statement = session.prepare(
        "SELECT COUNT(*) FROM jobs WHERE id = :id AND fence = :fence AND status = 'RUNNING'");
    return statement.use(claim.job).use(claim.fence).into(count).next() && count == 1;
}

Ended load_ended(Session& session, JobId job, VideoId video) {
    return {.job = load_job(session, job).value(), .video = load_video(session, video)};
}

void end_job(Session& session, JobId job, std::string_view status, std::string_view failure) {
    const auto now = database_now(session);
    auto statement = session.prepare(R"(
        UPDATE jobs
        SET status = :status, failure = :failure, updated_at = :now, finished_at = :finished,
            progress = CASE WHEN CAST(:reached AS TEXT) = 'COMPLETED' THEN 100 ELSE progress END
        WHERE id = :id)");
    statement.use(status).use(failure).use(now).use(now).use(status).use(job).run();
}

/// Failed for good, and its video with it unless that plays already.
Ended bury_job(Session& session, JobId job, VideoId video, FailureCode code) {
    end_job(session, job, "FAILED", to_string(code));
    const auto now = database_now(session);
    auto statement = session.prepare(R"(
        UPDATE videos SET status = 'FAILED', failure = :failure, updated_at = :now
        WHERE id = :id AND job_id = :job AND status = 'PROCESSING')");
    const bool has_failed = statement.use(to_string(code)).use(now).use(video).use(job).run() > 0;
    if (has_failed) note_outgoing(session, site::WebhookEvent::video_failed, video, now);
    return load_ended(session, job, video);
}

/// To be claimed again, not before its time.
void requeue(Session& session, JobId job, WallTime not_before) {
    auto statement = session.prepare(R"(
        UPDATE jobs
        SET status = 'QUEUED', progress = 0, lease_ends_at = 0, not_before = :not_before,
            updated_at = :now
        WHERE id = :id)");
    statement.use(not_before).use(database_now(session)).use(job).run();
}

/// The generations of which something is played.
std::set<std::uint64_t> load_generations(Session& session, VideoId video) {
    std::set<std::uint64_t> generations;
    std::uint64_t generation = 0;
    auto statement = session.prepare(R"(
        SELECT generation FROM videos WHERE id = :video
        UNION SELECT generation FROM renditions WHERE video_id = :of)");
    statement.use(video).use(video).into(generation);
    while (statement.next())
        if (generation != 0) generations.insert(generation);
    return generations;
}

void remove_generations(Session& session, const Claim& claim,
                        const std::set<std::uint64_t>& generations) {
    if (generations.empty()) return;
    vod::Removal removal;
    for (const auto generation : generations) {
        removal.keys.push_back(vod::thumbnail_key(claim.video, generation));
        removal.prefixes.push_back(vod::generation_prefix(claim.video, generation));
    }
    (void)insert_removal(session, claim.video, claim.owner, removal);
}

void make_ready(Session& session, const Claim& claim, const Outcome& outcome, WallTime now) {
    const auto& facts = outcome.facts;
    auto statement = session.prepare(R"(
        UPDATE videos
        SET status = 'READY', failure = '', media_bytes = :media_bytes, generation = :generation,
            has_thumbnail = :has_thumbnail, duration_ms = :duration, has_video = :has_video,
            has_audio = :has_audio, width = :width, height = :height, rotation = :rotation,
            frame_rate = :frame_rate, container = :container, video_codec = :video_codec,
            audio_codec = :audio_codec, ready_at = COALESCE(ready_at, :ready_at), updated_at = :now
        WHERE id = :id)");
    statement.use(outcome.media_bytes).use(claim.fence).use(outcome.has_thumbnail);
    statement.use(facts.duration.count()).use(facts.has_video).use(facts.has_audio);
    statement.use(facts.width).use(facts.height).use(facts.rotation).use(to_row(facts.frame_rate));
    statement.use(facts.container).use(facts.video_codec).use(facts.audio_codec);
    statement.use(now).use(now).use(claim.video).run();
}

/// Its first so many characters; what is no text is not told.
std::string cut(std::string_view text, std::size_t characters_max) {
    std::string kept;
    for (std::size_t count = 0; !text.empty() && count < characters_max; ++count) {
        const auto size = utf8_size(text);
        if (size == 0 || text.front() == '\0') break;
        kept += text.substr(0, size);
        text.remove_prefix(size);
    }
    return kept;
}

struct PutOffs {
    std::uint32_t attempts = 0;
    std::uint32_t put_offs = 0;
};

PutOffs load_put_offs(Session& session, JobId job) {
    PutOffs row;
    auto statement = session.prepare("SELECT attempts, put_offs FROM jobs WHERE id = :id");
    statement.use(job).into(row.attempts).into(row.put_offs).next();
    return row;
}

}  // namespace

bool has_claimable_job(Session& session, const JobWish& wish) {
    return find_claimable(session, wish, "").has_value();
}

std::optional<Claimed> claim_job(Session& session, const JobWish& wish) {
    const bool passes_over = session.dialect() == Dialect::postgresql;
    const auto id = find_claimable(session, wish, passes_over ? " FOR UPDATE SKIP LOCKED" : "");
    if (!id) return std::nullopt;
    const auto now = database_now(session);
    auto statement = session.prepare(R"(
        UPDATE jobs
        SET status = 'RUNNING', progress = 0, attempts = attempts + 1, worker = :worker,
            fence = :fence, lease_ends_at = :lease_ends_at, not_before = 0, updated_at = :now
        WHERE id = :id)");
    statement.use(wish.worker).use(next_fence(session)).use(now + JobLimits::lease).use(now);
    statement.use(*id).run();
    return Claimed{.claim = load_claim(session, *id), .job = load_job(session, *id).value()};
}

std::vector<Ended> bury_jobs(Session& session, std::size_t count) {
    std::vector<std::pair<JobId, VideoId>> dead;
    JobId job;
    VideoId video;
    auto statement = session.prepare(R"(
        SELECT id, video_id FROM jobs
        WHERE status IN ('QUEUED', 'RUNNING') AND status = 'RUNNING' AND lease_ends_at <= :now
            AND attempts >= :most
        ORDER BY id LIMIT :count)");
    statement.use(database_now(session)).use(JobLimits::attempts_max).use(count);
    statement.into(job).into(video);
    while (statement.next()) dead.emplace_back(job, video);

    std::vector<Ended> buried;
    for (const auto& [id, of] : dead)
        buried.push_back(bury_job(session, id, of, FailureCode::too_many_attempts));
    return buried;
}

Result<Job> renew_job(Session& session, const Claim& claim, std::uint32_t progress) {
    const auto now = database_now(session);
    auto statement = session.prepare(R"(
        UPDATE jobs
        SET progress = :progress, lease_ends_at = :lease_ends_at, updated_at = :now
        WHERE id = :id AND fence = :fence AND status = 'RUNNING')");
    statement.use(std::min<std::uint32_t>(progress, 100)).use(now + JobLimits::lease).use(now);
    if (statement.use(claim.job).use(claim.fence).run() == 0) return fail(Errc::lease_lost);
    return load_job(session, claim.job).value();
}

Result<Job> change_job_kind(Session& session, const Claim& claim, JobKind kind) {
    const auto now = database_now(session);
    auto statement = session.prepare(R"(
        UPDATE jobs
        SET kind = :kind, progress = 0, lease_ends_at = :lease_ends_at, updated_at = :now
        WHERE id = :id AND fence = :fence AND status = 'RUNNING')");
    statement.use(to_string(kind)).use(now + JobLimits::lease).use(now);
    if (statement.use(claim.job).use(claim.fence).run() == 0) return fail(Errc::lease_lost);
    return load_job(session, claim.job).value();
}

Result<Ended> publish_job(Session& session, const Claim& claim, const Outcome& outcome) {
    if (!is_held(session, claim)) return fail(Errc::lease_lost);
    auto former = load_generations(session, claim.video);
    former.erase(claim.fence);
    session.prepare("DELETE FROM renditions WHERE video_id = :id").use(claim.video).run();
    for (auto rendition : outcome.renditions) {
        rendition.generation = claim.fence;
        put_rendition(session, claim.video, rendition);
    }
    const auto now = database_now(session);
    make_ready(session, claim, outcome, now);
    end_job(session, claim.job, "COMPLETED", "");
    remove_generations(session, claim, former);
    note_outgoing(session, site::WebhookEvent::video_ready, claim.video, now);
    return load_ended(session, claim.job, claim.video);
}

Result<Video> add_rendition(Session& session, const Claim& claim, Rendition rendition) {
    if (!is_held(session, claim)) return fail(Errc::lease_lost);
    rendition.generation = claim.fence;
    put_rendition(session, claim.video, rendition);
    auto statement = session.prepare(R"(
        UPDATE videos SET media_bytes = media_bytes + :size, updated_at = :now
        WHERE id = :id AND status = 'READY')");
    statement.use(rendition.size_bytes).use(database_now(session)).use(claim.video);
    if (statement.run() == 0) return fail(Errc::video_not_ready);
    auto video = load_video(session, claim.video);
    if (!video) return fail(Errc::lease_lost);  // Its owner has left.
    return *std::move(video);
}

Result<Ended> complete_job(Session& session, const Claim& claim) {
    if (!is_held(session, claim)) return fail(Errc::lease_lost);
    end_job(session, claim.job, "COMPLETED", "");
    return load_ended(session, claim.job, claim.video);
}

Result<Ended> fail_job(Session& session, const Claim& claim, FailureCode code) {
    if (!is_held(session, claim)) return fail(Errc::lease_lost);
    return bury_job(session, claim.job, claim.video, code);
}

Result<Ended> put_off_job(Session& session, const Claim& claim, const Hindrance& hindrance) {
    if (!is_held(session, claim)) return fail(Errc::lease_lost);
    const auto [attempts, put_offs] = load_put_offs(session, claim.job);
    auto note = session.prepare(R"(
        UPDATE jobs SET hindrance = :why, put_offs = put_offs + 1, attempts = attempts - :spared
        WHERE id = :id)");
    note.use(cut(hindrance.why, JobLimits::hindrance_max)).use(hindrance.is_outage ? 1 : 0);
    note.use(claim.job).run();
    if (!hindrance.is_outage && attempts >= JobLimits::attempts_max)
        return bury_job(session, claim.job, claim.video, FailureCode::too_many_attempts);
    requeue(session, claim.job, database_now(session) + vod::wait_after(put_offs));
    return load_ended(session, claim.job, claim.video);
}

Result<Ended> give_back_job(Session& session, const Claim& claim) {
    if (!is_held(session, claim)) return fail(Errc::lease_lost);
    session.prepare("UPDATE jobs SET attempts = attempts - 1 WHERE id = :id").use(claim.job).run();
    requeue(session, claim.job, WallTime());
    return load_ended(session, claim.job, claim.video);
}

}  // namespace freshet::sql
