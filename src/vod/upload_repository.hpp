#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/field_errors.hpp"
#include "base/result.hpp"
#include "vod/job.hpp"
#include "vod/upload.hpp"
#include "vod/video.hpp"

namespace freshet::vod {

namespace asio = boost::asio;

/// A video that has just become PROCESSING, and what will be done with it.
struct Finished {
    Video video;
    Job job;
};

/// Where uploads are kept, with the rows of their videos. Every method is one transaction, and what
/// it returned survives a crash. A database that is down throws. From any thread. Who is not the
/// owner is told Errc::upload_not_found.
class UploadRepository {
public:
    virtual ~UploadRepository() = default;

    /// Makes the video and its upload. Errc::video_too_large, quota_exceeded, too_many_uploads;
    /// Errc::invalid_fields: `categories[1]` with the code `unknown_category`, `channelId` with
    /// `unknown_channel`.
    virtual asio::awaitable<Answer<Upload>> begin(UploadDraft draft, UploadLimits limits,
                                                  WallTime now) = 0;

    /// Also one that is finished. Errc::upload_not_found, upload_gone.
    virtual asio::awaitable<Result<Upload>> find(VideoId id, UserId owner, WallTime now) = 0;

    /// Errc::length_known, video_too_large, quota_exceeded; upload_not_found, upload_gone. To say
    /// the same again is no error. A length below the offset is Errc::length_known.
    virtual asio::awaitable<Result<Upload>> set_length(VideoId id, UserId owner,
                                                       std::uint64_t length, UploadLimits limits,
                                                       WallTime now) = 0;

    /// Errc::upload_moved when the offset is not `from`; video_too_large beyond the length, or
    /// beyond the limits where it is not known, and then quota_exceeded; upload_not_found,
    /// upload_gone. It lives on from now.
    virtual asio::awaitable<Result<Upload>> note(Advance advance, UserId owner, UploadLimits limits,
                                                 WallTime now) = 0;

    /// The object is whole and durable, and has `size` bytes: the video is PROCESSING and its job
    /// waits. Of one that is finished, what became of it. Errc::upload_incomplete when the offset
    /// or the length is another; upload_not_found, upload_gone.
    virtual asio::awaitable<Result<Finished>> finish(VideoId id, UserId owner, std::uint64_t size,
                                                     WallTime now) = 0;

    /// The video is gone, and what is there of its bytes goes by a job, which it gives.
    /// Errc::upload_not_found, also for one that is finished: that is a video; upload_gone.
    virtual asio::awaitable<Result<JobId>> give_up(VideoId id, UserId owner, WallTime now) = 0;

    /// Gives up those that have had their time, at most `count`. Gives their ids.
    virtual asio::awaitable<std::vector<VideoId>> give_up_expired(WallTime now,
                                                                  std::size_t count) = 0;
};

}  // namespace freshet::vod
