#pragma once

#include "serve/api/access.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/rules.hpp"
#include "serve/api/video_parts.hpp"
#include "serve/api/video_views.hpp"
#include "site/audit.hpp"

namespace freshet::api {

struct ListJobsRequest {
    std::optional<vod::JobStatus> status;
    std::optional<vod::JobKind> kind;
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        {.field = "status", .about = "Only those; all when absent.", .example = "FAILED"},
        {.field = "kind", .about = "Only those; all when absent.", .example = "transcode"},
        rules::page,
        rules::limit,
    };
};
BOOST_DESCRIBE_STRUCT(ListJobsRequest, (), (status, kind, page, limit))

/// What is in the store, of all or of one user.
struct StoredView {
    std::uint64_t bytes = 0;
    std::uint64_t videos = 0;
    std::uint64_t source_bytes = 0;
    std::uint64_t media_bytes = 0;
    std::uint64_t uploads = 0;
    std::uint64_t upload_bytes = 0;

    static constexpr json::Rule rules[] = {
        {.field = "bytes", .about = "Of videos and uploads together.", .example = "104857600"},
        {.field = "videos", .about = "Also those on their way.", .example = "12"},
        {.field = "sourceBytes", .about = "As they were uploaded.", .example = "73400320"},
        {.field = "mediaBytes", .about = "As they are played.", .example = "31457280"},
        {.field = "uploads", .about = "That are not finished.", .example = "1"},
        {.field = "uploadBytes", .about = "What there is of those."},
    };
};
BOOST_DESCRIBE_STRUCT(StoredView, (),
                      (bytes, videos, source_bytes, media_bytes, uploads, upload_bytes))

struct StoredOfUserView : StoredView {
    UserId user_id;
    std::string username;
};
BOOST_DESCRIBE_STRUCT(StoredOfUserView, (StoredView), (user_id, username))

struct SiteStorageView : StoredView {
    std::uint64_t pictures = 0;
    std::uint64_t picture_bytes = 0;
    std::optional<std::uint64_t> free_bytes;
    std::vector<StoredOfUserView> users;

    static constexpr json::Rule rules[] = {
        {.field = "bytes", .about = "Of videos and uploads together.", .example = "104857600"},
        {.field = "videos", .about = "Also those on their way.", .example = "12"},
        {.field = "sourceBytes", .about = "As they were uploaded.", .example = "73400320"},
        {.field = "mediaBytes", .about = "As they are played.", .example = "31457280"},
        {.field = "uploads", .about = "That are not finished.", .example = "1"},
        {.field = "uploadBytes", .about = "What there is of those."},
        {.field = "pictures", .about = "Of people, emotes and videos.", .example = "40"},
        {.field = "pictureBytes", .example = "1048576"},
        {.field = "freeBytes",
         .about = "What the disk has left; null for a bucket.",
         .example = "500107862016"},
        {.field = "users", .about = "Those with the most bytes, at most 20."},
    };
};
BOOST_DESCRIBE_STRUCT(SiteStorageView, (StoredView), (pictures, picture_bytes, free_bytes, users))

/// How much the caller may upload.
struct StorageView {
    std::uint64_t used_bytes = 0;
    std::uint64_t quota_bytes = 0;
    std::uint64_t size_max_bytes = 0;

    static constexpr json::Rule rules[] = {
        {.field = "usedBytes",
         .about = "Of what was uploaded, and the announced length of what is on its way.",
         .example = "73400320"},
        {.field = "quotaBytes", .about = "Of all videos together.", .example = "107374182400"},
        {.field = "sizeMaxBytes", .about = "Of one file.", .example = "10737418240"},
    };
};
BOOST_DESCRIBE_STRUCT(StorageView, (), (used_bytes, quota_bytes, size_max_bytes))

/// What is being done with videos, and what all of it takes. Used by all io threads at once; what
/// it refers to outlives it.
class JobRoutes {
public:
    JobRoutes(VideoParts parts, site::Audit& audit) : parts_(std::move(parts)), audit_(audit) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, JobRoutes* self);

private:
    asio::awaitable<Reply<JobView>> get(Call call, ById input);
    asio::awaitable<Reply<ListOf<JobView>>> list(Call call, ListJobsRequest input);
    asio::awaitable<Reply<JobView>> retry(Call call, ById input);
    asio::awaitable<Reply<StorageView>> own_storage(Call call, Nothing);
    asio::awaitable<Reply<SiteStorageView>> storage(Call call, Nothing);

    VideoParts parts_;
    site::Audit& audit_;
};

}  // namespace freshet::api
