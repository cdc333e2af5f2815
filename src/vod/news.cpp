#include "vod/news.hpp"

#include <algorithm>

namespace freshet::vod {

namespace {

bool makes_playable(JobKind kind) {
    return kind == JobKind::probe || kind == JobKind::repackage || kind == JobKind::transcode;
}

std::uint32_t percent_of(std::uint64_t part, std::uint64_t whole) {
    if (whole == 0) return 0;
    const auto share = static_cast<double>(part) / static_cast<double>(whole);
    return static_cast<std::uint32_t>(std::clamp(share, 0.0, 1.0) * 100);
}

}  // namespace

void tell_progress(EventBus& events, const Upload& upload, WallTime now) {
    events.publish(VideoProgressed{.owner = upload.owner,
                                   .video = upload.id,
                                   .status = std::string(to_string(VideoStatus::uploading)),
                                   .progress = percent_of(upload.offset, upload.length.value_or(0)),
                                   .at = now});
}

void tell_progress(EventBus& events, const Video& video, std::uint64_t position, WallTime now) {
    events.publish(VideoProgressed{
        .owner = video.owner,
        .video = video.id,
        .status = std::string(to_string(video.status)),
        .progress = video.progress,
        .doing = video.doing,
        .position = position,
        .failure = video.failure ? std::string(to_string(*video.failure)) : std::string(),
        .at = now});
}

void tell_progress(EventBus& events, const Job& job, WallTime now) {
    if (!makes_playable(job.kind)) return;
    events.publish(VideoProgressed{.owner = job.owner,
                                   .video = job.video,
                                   .status = std::string(to_string(VideoStatus::processing)),
                                   .progress = job.progress,
                                   .doing = std::string(to_string(job.kind)),
                                   .position = job.position,
                                   .at = now});
}

void tell_changed(EventBus& events, const Video& video, WallTime now) {
    events.publish(VideoChanged{.video = video.id, .access_epoch = video.access_epoch, .at = now});
}

void tell_queued(EventBus& events, const Job& job, WallTime now) {
    tell_progress(events, job, now);
    events.publish(JobQueued{.job = job.id, .at = now});
}

void tell_end(EventBus& events, const Ended& ended, WallTime now) {
    const auto& [job, video] = ended;
    if (!video || !makes_playable(job.kind)) return;
    tell_progress(events, *video, job.position, now);
    if (job.status == JobStatus::queued) return;
    tell_changed(events, *video, now);
    if (video->status == VideoStatus::ready) {
        events.publish(VideoReady{
            .video = video->id, .owner = video->owner, .title = video->title, .at = now});
    } else if (video->failure) {
        events.publish(VideoFailed{.video = video->id,
                                   .owner = video->owner,
                                   .title = video->title,
                                   .failure = std::string(to_string(*video->failure)),
                                   .at = now});
    }
}

}  // namespace freshet::vod
