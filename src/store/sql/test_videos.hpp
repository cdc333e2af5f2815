#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "store/sql/jobs_repository.hpp"
#include "store/sql/test_people.hpp"
#include "store/sql/uploads_repository.hpp"
#include "store/sql/videos_repository.hpp"

namespace freshet::sql::test {

/// What somebody uploads, when a test says no more.
inline vod::UploadDraft draft_of(const Person& owner, const std::string& title) {
    return {.video = {.owner = owner.user, .title = title}, .length = 100};
}

/// An upload that has begun.
inline VideoId begin_upload(Database& database, vod::UploadDraft draft) {
    UploadsRepository uploads(database);
    return run(uploads.begin(std::move(draft), {}, noon)).value().id;
}

/// A video that is PROCESSING, and its job.
inline vod::Finished add_video(Database& database, vod::UploadDraft draft) {
    UploadsRepository uploads(database);
    const auto owner = draft.video.owner;
    const auto length = draft.length.value();
    const auto id = begin_upload(database, std::move(draft));
    (void)run(uploads.note({.id = id, .from = 0, .to = length}, owner, {}, noon)).value();
    return run(uploads.finish(id, owner, length, noon)).value();
}

inline vod::Finished add_video(Database& database, const Person& owner, const std::string& title) {
    return add_video(database, draft_of(owner, title));
}

inline vod::Outcome an_outcome() {
    vod::Outcome outcome{
        .facts = {.duration = std::chrono::milliseconds(90'500),
                  .has_video = true,
                  .has_audio = true,
                  .width = 1920,
                  .height = 1080,
                  .frame_rate = 29.97,
                  .container = "mov,mp4",
                  .video_codec = "h264",
                  .audio_codec = "aac"},
        .renditions = {},
        .has_thumbnail = true,
        .media_bytes = 300,
    };
    outcome.renditions.push_back({.name = "audio",
                                  .kind = vod::RenditionKind::audio,
                                  .file = "audio.mp4",
                                  .playlist = "audio.m3u8",
                                  .codecs = "mp4a.40.2",
                                  .bandwidth = 128'000,
                                  .average_bandwidth = 127'000,
                                  .size_bytes = 50});
    outcome.renditions.push_back({.name = "source",
                                  .kind = vod::RenditionKind::video,
                                  .file = "source.mp4",
                                  .playlist = "source.m3u8",
                                  .codecs = "avc1.640028",
                                  .width = 1920,
                                  .height = 1080,
                                  .frame_rate = 29.97,
                                  .bandwidth = 5'000'000,
                                  .average_bandwidth = 4'000'000,
                                  .size_bytes = 150});
    return outcome;
}

/// Claims the next job, which there must be.
inline vod::Claim claim(Database& database, const std::string& worker = "a worker") {
    JobsRepository jobs(database);
    auto claimed = run(jobs.claim({.worker = worker}));
    if (!claimed) throw std::runtime_error("there is no job to claim");
    return claimed->claim;
}

/// A video that is READY.
inline vod::Video add_ready_video(Database& database, vod::UploadDraft draft) {
    const auto finished = add_video(database, std::move(draft));
    JobsRepository jobs(database);
    const auto mine = claim(database);
    if (mine.job != finished.job.id) throw std::runtime_error("another job came first");
    return run(jobs.publish(mine, an_outcome())).value().video.value();
}

inline vod::Video add_ready_video(Database& database, const Person& owner, const std::string& title,
                                  vod::Visibility visibility = vod::Visibility::public_) {
    auto draft = draft_of(owner, title);
    draft.video.visibility = visibility;
    return add_ready_video(database, std::move(draft));
}

}  // namespace freshet::sql::test
