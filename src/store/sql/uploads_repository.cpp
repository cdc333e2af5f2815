#include "store/sql/uploads_repository.hpp"

#include <optional>
#include <utility>

#include "store/sql/job_rows.hpp"
#include "store/sql/video_acts.hpp"
#include "store/sql/video_rows.hpp"
#include "vod/error.hpp"

namespace freshet::sql {

using vod::Advance;
using vod::Errc;
using vod::Finished;
using vod::Upload;
using vod::UploadDraft;
using vod::UploadLimits;
using vod::VideoStatus;

namespace {

constexpr std::int64_t unknown_length = -1;

/// As its row says, or that of its video if it is finished.
struct UploadRow {
    Upload upload;
    std::optional<WallTime> gone_at{};
};

std::optional<UploadRow> load_row(Session& session, VideoId id) {
    UploadRow row;
    row.upload.id = id;
    const auto length_from = [](std::int64_t length) {
        return length == unknown_length ? std::nullopt
                                        : std::optional(static_cast<std::uint64_t>(length));
    };
    auto statement = session.prepare(R"(
        SELECT user_id, metadata, length, received, expires_at, created_at, gone_at
        FROM uploads WHERE video_id = :id)");
    auto& upload = row.upload;
    statement.use(id).into(upload.owner).into(upload.metadata).into(upload.length, length_from);
    statement.into(upload.offset).into(upload.expires_at).into(upload.created_at);
    statement.into(row.gone_at);
    return statement.next() ? std::optional(row) : std::nullopt;
}

/// One that is whole, by its video.
Result<Upload> load_finished(Session& session, VideoId id, UserId owner) {
    const auto video = load_video(session, id);
    if (!video || video->owner != owner || video->status == VideoStatus::uploading)
        return fail(Errc::upload_not_found);
    return Upload{.id = id,
                  .owner = owner,
                  .length = video->size_bytes,
                  .offset = video->size_bytes,
                  .expires_at = video->updated_at,
                  .created_at = video->created_at,
                  .is_finished = true,
                  .job = video->job};
}

Result<Upload> load_upload(Session& session, VideoId id, UserId owner, WallTime now) {
    const auto row = load_row(session, id);
    if (!row) return load_finished(session, id, owner);
    if (row->upload.owner != owner) return fail(Errc::upload_not_found);
    if (row->gone_at || row->upload.expires_at <= now) return fail(Errc::upload_gone);
    return row->upload;
}

/// One that is not finished.
Result<Upload> load_unfinished(Session& session, VideoId id, UserId owner, WallTime now) {
    auto upload = load_upload(session, id, owner, now);
    if (upload && upload->is_finished) return fail(Errc::upload_not_found);
    return upload;
}

std::uint32_t count_unfinished(Session& session, UserId owner, WallTime now) {
    std::uint32_t count = 0;
    auto statement = session.prepare(
        "SELECT COUNT(*) FROM uploads "
        "WHERE user_id = :owner AND gone_at IS NULL AND expires_at > :now");
    statement.use(owner).use(now).into(count).next();
    return count;
}

/// Whether `wanted` bytes have a place, when the user already has `counted` of them.
Result<void> judge_size(Session& session, UserId owner, std::uint64_t wanted, std::uint64_t counted,
                        const UploadLimits& limits) {
    if (wanted > limits.size_max) return fail(Errc::video_too_large);
    const auto used = used_bytes(session, owner) - counted;
    if (used > limits.quota || wanted > limits.quota - used) return fail(Errc::quota_exceeded);
    return {};
}

Answer<Upload> begin_upload(Session& session, const UploadDraft& draft, const UploadLimits& limits,
                            WallTime now) {
    const auto owner = draft.video.owner;
    if (count_unfinished(session, owner, now) >= limits.unfinished_max)
        return refuse(Errc::too_many_uploads);
    // One of unknown length has at least a byte.
    const auto room = judge_size(session, owner, draft.length.value_or(1), 0, limits);
    if (!room) return refuse(room.error());

    const auto id = VideoId::make();
    const auto made = insert_video(session, id, draft.video, draft.length.value_or(0), now);
    if (!made) return std::unexpected(made.error());
    auto statement = session.prepare(R"(
        INSERT INTO uploads (video_id, user_id, metadata, length, received, expires_at, created_at)
        VALUES (:id, :owner, :metadata, :length, 0, :expires_at, :now))");
    statement.use(id).use(owner).use(draft.metadata);
    statement.use(draft.length ? static_cast<std::int64_t>(*draft.length) : unknown_length);
    statement.use(now + limits.life).use(now).run();
    return load_row(session, id).value().upload;
}

void set_video_size(Session& session, VideoId id, std::uint64_t size, WallTime now) {
    auto statement =
        session.prepare("UPDATE videos SET size_bytes = :size, updated_at = :now WHERE id = :id");
    statement.use(size).use(now).use(id).run();
}

Result<Upload> set_upload_length(Session& session, const Upload& before, std::uint64_t length,
                                 const UploadLimits& limits, WallTime now) {
    if (before.length == length) return before;
    if (before.length || length < before.offset) return fail(Errc::length_known);
    const auto room = judge_size(session, before.owner, length, before.offset, limits);
    if (!room) return std::unexpected(room.error());
    auto statement = session.prepare("UPDATE uploads SET length = :length WHERE video_id = :id");
    statement.use(length).use(before.id).run();
    set_video_size(session, before.id, length, now);
    return load_row(session, before.id).value().upload;
}

Result<Upload> note_offset(Session& session, const Upload& before, const Advance& advance,
                           const UploadLimits& limits, WallTime now) {
    if (before.offset != advance.from || advance.to < advance.from) return fail(Errc::upload_moved);
    if (before.length && advance.to > *before.length) return fail(Errc::video_too_large);
    if (!before.length) {
        const auto room = judge_size(session, before.owner, advance.to, before.offset, limits);
        if (!room) return std::unexpected(room.error());
        set_video_size(session, before.id, advance.to, now);
    }
    auto statement = session.prepare(
        "UPDATE uploads SET received = :received, expires_at = :expires_at WHERE video_id = :id");
    statement.use(advance.to).use(now + limits.life).use(before.id).run();
    return load_row(session, before.id).value().upload;
}

Result<Finished> load_what_became(Session& session, const Upload& upload) {
    auto video = load_video(session, upload.id);
    if (!video) return fail(Errc::upload_not_found);
    auto job = video->job ? load_job(session, *video->job) : std::nullopt;
    // It was done so long ago that nobody remembers how.
    if (!job) return fail(Errc::upload_not_found);
    return Finished{.video = *std::move(video), .job = *std::move(job)};
}

Result<Finished> finish_upload(Session& session, const Upload& upload, std::uint64_t size,
                               WallTime now) {
    if (upload.is_finished) return load_what_became(session, upload);
    if (upload.offset != size || upload.length.value_or(size) != size)
        return fail(Errc::upload_incomplete);
    session.prepare("DELETE FROM uploads WHERE video_id = :id").use(upload.id).run();
    const auto job = insert_probe(session, upload.id, upload.owner);
    auto statement = session.prepare(R"(
        UPDATE videos
        SET status = 'PROCESSING', job_id = :job, size_bytes = :size, updated_at = :now
        WHERE id = :id)");
    statement.use(job).use(size).use(now).use(upload.id).run();
    return Finished{.video = load_video(session, upload.id).value(),
                    .job = load_job(session, job).value()};
}

std::vector<VideoId> give_up_those_expired(Session& session, WallTime now, std::size_t count) {
    std::vector<std::pair<VideoId, UserId>> expired;
    VideoId id;
    UserId owner;
    auto statement = session.prepare(R"(
        SELECT video_id, user_id FROM uploads
        WHERE gone_at IS NULL AND expires_at <= :now ORDER BY expires_at LIMIT :count)");
    statement.use(now).use(count).into(id).into(owner);
    while (statement.next()) expired.emplace_back(id, owner);

    std::vector<VideoId> gone;
    for (const auto& [video, user] : expired) {
        (void)remove_video_row(session, video, user, now);
        gone.push_back(video);
    }
    return gone;
}

}  // namespace

asio::awaitable<Answer<Upload>> UploadsRepository::begin(UploadDraft draft, UploadLimits limits,
                                                         WallTime now) {
    return database_.write([draft = std::move(draft), limits, now](Session& session) {
        return begin_upload(session, draft, limits, now);
    });
}

asio::awaitable<Result<Upload>> UploadsRepository::find(VideoId id, UserId owner, WallTime now) {
    return database_.read(
        [id, owner, now](Session& session) { return load_upload(session, id, owner, now); });
}

asio::awaitable<Result<Upload>> UploadsRepository::set_length(VideoId id, UserId owner,
                                                              std::uint64_t length,
                                                              UploadLimits limits, WallTime now) {
    return database_.write([id, owner, length, limits, now](Session& session) -> Result<Upload> {
        const auto upload = load_unfinished(session, id, owner, now);
        if (!upload) return std::unexpected(upload.error());
        return set_upload_length(session, *upload, length, limits, now);
    });
}

asio::awaitable<Result<Upload>> UploadsRepository::note(Advance advance, UserId owner,
                                                        UploadLimits limits, WallTime now) {
    return database_.write([advance, owner, limits, now](Session& session) -> Result<Upload> {
        const auto upload = load_unfinished(session, advance.id, owner, now);
        if (!upload) return std::unexpected(upload.error());
        return note_offset(session, *upload, advance, limits, now);
    });
}

asio::awaitable<Result<Finished>> UploadsRepository::finish(VideoId id, UserId owner,
                                                            std::uint64_t size, WallTime now) {
    return database_.write([id, owner, size, now](Session& session) -> Result<Finished> {
        const auto upload = load_upload(session, id, owner, now);
        if (!upload) return std::unexpected(upload.error());
        return finish_upload(session, *upload, size, now);
    });
}

asio::awaitable<Result<JobId>> UploadsRepository::give_up(VideoId id, UserId owner, WallTime now) {
    return database_.write([id, owner, now](Session& session) -> Result<JobId> {
        const auto upload = load_unfinished(session, id, owner, now);
        if (!upload) return std::unexpected(upload.error());
        return remove_video_row(session, id, owner, now);
    });
}

asio::awaitable<std::vector<VideoId>> UploadsRepository::give_up_expired(WallTime now,
                                                                         std::size_t count) {
    return database_.write(
        [now, count](Session& session) { return give_up_those_expired(session, now, count); });
}

}  // namespace freshet::sql
