#pragma once

#include <string>
#include <utility>

#include "serve/api/video_parts.hpp"
#include "store/sql/jobs_repository.hpp"
#include "store/sql/positions_repository.hpp"
#include "store/sql/share_links_repository.hpp"
#include "store/sql/uploads_repository.hpp"
#include "store/sql/videos_repository.hpp"
#include "vod/work_queue.hpp"

namespace freshet::api::testing {

/// What the routes of videos stand on, over a real database: videos come and become READY by the
/// domain, without a byte.
class VideoHouse {
public:
    VideoHouse(sql::Database& database, EventBus& events, const WallClock& clock)
        : video_rows_(database),
          upload_rows_(database),
          job_rows_(database),
          link_rows_(database),
          position_rows_(database),
          videos(video_rows_, events, clock),
          uploads({.size_max = 1000, .quota = 5000}, upload_rows_, events, clock),
          jobs(job_rows_, events, clock),
          queue(job_rows_, events, clock),
          links({}, link_rows_, plain_passwords(), events, clock),
          positions(position_rows_, clock) {}

    [[nodiscard]] VideoParts parts() {
        return {.videos = videos,
                .uploads = uploads,
                .jobs = jobs,
                .share_links = links,
                .positions = positions,
                .tokens = tokens,
                .store = &VideoHouse::look};
    }

    /// On its way: nothing of it has come.
    asio::awaitable<VideoId> begin(vod::VideoDraft draft) {
        auto upload = co_await uploads.begin({.video = std::move(draft), .length = 100});
        co_return upload.value().id;
    }

    /// Whole, and in the queue.
    asio::awaitable<JobId> deliver(VideoId video, UserId owner) {
        const auto noted = co_await uploads.note({.id = video, .from = 0, .to = 100}, owner);
        (void)noted.value();
        const auto finished = co_await uploads.finish(video, owner, 100);
        co_return finished.value().job.id;
    }

    /// In the hands of a worker: the first in the queue.
    asio::awaitable<vod::Claim> claim() {
        const auto claimed = co_await queue.claim({.worker = "tests"});
        co_return claimed.value();
    }

    asio::awaitable<void> publish(vod::Claim claim) {
        vod::Outcome outcome{.facts = {.duration = std::chrono::seconds(100),
                                       .has_video = true,
                                       .has_audio = true,
                                       .width = 1280,
                                       .height = 720},
                             .renditions = {},
                             .has_thumbnail = true,
                             .media_bytes = 50};
        const auto published = co_await queue.publish(std::move(claim), std::move(outcome));
        published.value();
    }

    asio::awaitable<VideoId> add_ready(vod::VideoDraft draft) {
        const auto owner = draft.owner;
        const auto id = co_await begin(std::move(draft));
        co_await deliver(id, owner);
        const auto claimed = co_await claim();
        co_await publish(claimed);
        co_return id;
    }

    asio::awaitable<VideoId> add_failed(vod::VideoDraft draft, vod::FailureCode code) {
        const auto owner = draft.owner;
        const auto id = co_await begin(std::move(draft));
        co_await deliver(id, owner);
        const auto claimed = co_await claim();
        const auto failed = co_await queue.fail(claimed, code);
        failed.value();
        co_return id;
    }

private:
    static vod::PasswordSeam plain_passwords() {
        return {.hash = [](std::string password) -> asio::awaitable<std::string> {
                    co_return "hash of " + password;
                },
                .verify = [](std::string password, std::string hash) -> asio::awaitable<bool> {
                    co_return hash == "hash of " + password;
                }};
    }

    static asio::awaitable<StoreFacts> look() {
        co_return StoreFacts{.pictures = 3, .picture_bytes = 300, .free_bytes = 7000};
    }

    sql::VideosRepository video_rows_;
    sql::UploadsRepository upload_rows_;
    sql::JobsRepository job_rows_;
    sql::ShareLinksRepository link_rows_;
    sql::PositionsRepository position_rows_;

public:
    vod::Videos videos;
    vod::Uploads uploads;
    vod::Jobs jobs;
    vod::WorkQueue queue;
    vod::ShareLinks links;
    vod::Positions positions;
    vod::VideoTokens tokens{SecretText("a secret that is only in tests")};
};

}  // namespace freshet::api::testing
