#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/described.hpp"
#include "base/ids.hpp"
#include "serve/api/video_words.hpp"
#include "serve/api/views.hpp"

/// Videos and what is done with them, as clients see them.
namespace freshet::api {

/// Why a file will not play, in the reader's language.
struct FailureView {
    vod::FailureCode code = vod::FailureCode::damaged;
    std::string message;

    static constexpr json::Rule rules[] = {
        {.field = "code", .about = "Stable, for programs.", .example = "damaged"},
        {.field = "message",
         .about = "What happened and what to do, in the caller's language.",
         .example = "The file is damaged or incomplete. Export it anew and upload it again."},
    };
};
BOOST_DESCRIBE_STRUCT(FailureView, (), (code, message))

struct JobView {
    JobId id;
    VideoId video_id;
    std::string title;
    vod::JobKind kind = vod::JobKind::probe;
    vod::JobStatus status = vod::JobStatus::queued;
    std::uint32_t progress = 0;
    std::uint64_t position = 0;
    std::uint32_t attempts = 0;
    std::optional<FailureView> failure;
    std::optional<vod::JobKind> doing;
    WallTime created_at;
    WallTime updated_at;
    std::optional<WallTime> finished_at;
    // The rest is for the staff.
    json::Omittable<UserId> user_id{};
    json::Omittable<std::string> hindrance{};
    json::Omittable<std::string> worker{};
    json::Omittable<std::optional<WallTime>> not_before{};

    static constexpr json::Rule rules[] = {
        {.field = "title", .about = "The video's; empty when it is gone.", .example = "Ada paints"},
        {.field = "kind",
         .about = "What is being done: `probe` becomes another kind under the same id.",
         .example = "repackage"},
        {.field = "status", .example = "RUNNING"},
        {.field = "progress", .about = "0 to 100.", .example = "40"},
        {.field = "position", .about = "In the queue, from 1; 0 when it does not wait."},
        {.field = "attempts",
         .about = "That were begun and did not come to an end of their own.",
         .example = "1"},
        {.field = "doing",
         .about = "Its kind while there is something to do; else null.",
         .example = "repackage"},
        {.field = "userId", .about = "Only for the staff: whose the video is."},
        {.field = "hindrance",
         .about = "Only for the staff: why it had to wait last, in English.",
         .example = "the disk is full"},
        {.field = "worker",
         .about = "Only for the staff: who has it, or had it last.",
         .example = "node-1/2"},
        {.field = "notBefore", .about = "Only for the staff: until when it waits."},
    };
};
BOOST_DESCRIBE_STRUCT(JobView, (),
                      (id, video_id, title, kind, status, progress, position, attempts, failure,
                       doing, created_at, updated_at, finished_at, user_id, hindrance, worker,
                       not_before))

/// Whose a video is, as much as its page shows.
struct VideoOwnerView {
    std::string username;
    std::string display_name;
    std::optional<std::string> avatar_url;

    static constexpr json::Rule rules[] = {
        {.field = "username", .example = "ada"},
        {.field = "displayName", .example = "Ada"},
        {.field = "avatarUrl", .format = "uri"},
    };
};
BOOST_DESCRIBE_STRUCT(VideoOwnerView, (), (username, display_name, avatar_url))

/// Where a video is shown.
struct VideoChannelView {
    std::string handle;
    std::string title;

    static constexpr json::Rule rules[] = {
        {.field = "handle", .example = "ada"},
        {.field = "title", .example = "Ada paints"},
    };
};
BOOST_DESCRIBE_STRUCT(VideoChannelView, (), (handle, title))

/// Addresses that play the video without a token; null where there is none.
struct VideoPlaybackView {
    std::optional<std::string> hls;
    std::optional<std::string> dash;
    std::optional<std::string> mp4;

    static constexpr json::Rule rules[] = {
        {.field = "hls", .format = "uri-reference"},
        {.field = "dash", .format = "uri-reference"},
        {.field = "mp4", .format = "uri-reference"},
    };
};
BOOST_DESCRIBE_STRUCT(VideoPlaybackView, (), (hls, dash, mp4))

struct VideoView {
    VideoId id;
    UserId user_id;
    ChannelId channel_id;
    std::string title;
    std::string description;
    vod::Visibility visibility = vod::Visibility::private_;
    vod::VideoStatus status = vod::VideoStatus::uploading;
    std::uint32_t progress = 0;
    std::optional<FailureView> failure;
    double duration = 0;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint64_t size_bytes = 0;
    std::optional<std::string> thumbnail_url;
    std::uint64_t view_count = 0;
    std::vector<CategoryView> categories;
    std::vector<std::string> tags;
    VideoPlaybackView playback;
    VideoOwnerView owner;
    VideoChannelView channel;
    WallTime created_at;
    WallTime updated_at;
    json::Omittable<double> position{};
    json::Omittable<JobView> job{};

    static constexpr json::Rule rules[] = {
        {.field = "title", .example = "Ada paints"},
        {.field = "description", .example = "Oil, mostly."},
        {.field = "status", .about = "It plays when it is `READY`.", .example = "READY"},
        {.field = "progress",
         .about = "0 to 100: of the upload while `UPLOADING`, of the job while `PROCESSING`.",
         .example = "100"},
        {.field = "failure", .about = "Why it is `FAILED`; else null."},
        {.field = "duration", .about = "Seconds; 0 before it is `READY`.", .example = "83.4"},
        {.field = "width", .about = "0 without a picture.", .example = "1920"},
        {.field = "height", .example = "1080"},
        {.field = "sizeBytes",
         .about = "Of the uploaded file; what is expected while `UPLOADING`.",
         .example = "73400320"},
        {.field = "thumbnailUrl",
         .about = "A WebP; of a private video, good for some hours.",
         .format = "uri-reference"},
        {.field = "viewCount", .example = "1234"},
        {.field = "tags", .example = R"(["oil"])"},
        {.field = "playback", .about = "What plays without a token; `/stream` has the rest."},
        {.field = "position",
         .about = "Where the caller left it, in seconds; absent: has not begun.",
         .example = "42"},
        {.field = "job",
         .about = "While `PROCESSING`, for the owner and the staff: what is being done."},
    };
};
BOOST_DESCRIBE_STRUCT(VideoView, (),
                      (id, user_id, channel_id, title, description, visibility, status, progress,
                       failure, duration, width, height, size_bytes, thumbnail_url, view_count,
                       categories, tags, playback, owner, channel, created_at, updated_at, position,
                       job))

/// Where to play a video, with a token in the addresses where it needs one.
struct VideoStreamView {
    std::string url;
    std::string hls;
    std::string mp4;
    std::optional<WallTime> expires_at;

    static constexpr json::Rule rules[] = {
        {.field = "url",
         .about = "The same as hls, which every player takes.",
         .example = "https://tv.example/vod/0190163d-8694-739b-aea5-966c26f8ad91/master.m3u8",
         .format = "uri-reference"},
        {.field = "hls",
         .example = "https://tv.example/vod/0190163d-8694-739b-aea5-966c26f8ad91/master.m3u8",
         .format = "uri-reference"},
        {.field = "mp4",
         .example = "https://tv.example/vod/0190163d-8694-739b-aea5-966c26f8ad91/video.mp4",
         .format = "uri-reference"},
        {.field = "expiresAt",
         .about = "Until when the addresses are good; null: for as long as the video is public."},
    };
};
BOOST_DESCRIBE_STRUCT(VideoStreamView, (), (url, hls, mp4, expires_at))

}  // namespace freshet::api
