#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/field_errors.hpp"
#include "base/page.hpp"
#include "base/result.hpp"
#include "vod/job.hpp"
#include "vod/video.hpp"

namespace freshet::vod {

namespace asio = boost::asio;

enum class VideoSort : std::uint8_t { newest, views };

/// Which videos. Without more they are those that everybody may find: public and READY.
struct VideoFilter {
    bool hidden_too = false;  // Whatever visibility and status, and those of disabled users.
    std::string text = {};    // In title, tag, handle or username; empty: any. Without regard to
                              // the case of ASCII letters.
    std::optional<std::string> category = {};  // By id, slug or name, in any case.
    std::string tag = {};                      // In any case; empty: any.
    std::optional<ChannelId> channel = {};
    std::optional<UserId> owner = {};
    std::optional<VideoStatus> status = {};
    std::optional<Visibility> visibility = {};
    VideoSort sort = VideoSort::newest;
};

/// What is to become of a video; what is absent stays.
struct VideoChanges {
    std::optional<std::string> title{};
    std::optional<std::string> description{};
    std::optional<Visibility> visibility{};
    std::optional<std::vector<std::string>> categories{};  // As in VideoDraft.
    std::optional<std::vector<std::string>> tags{};
    std::optional<ChannelId> channel{};
};

/// A video that plays, and what it is made of.
struct Playable {
    Video video;
    std::vector<Rendition> renditions;  // Pictures first, the widest first; then sound.
};

/// What a user, or everybody, has in the store.
struct Stored {
    std::uint64_t videos = 0;
    std::uint64_t source_bytes = 0;  // As they were uploaded.
    std::uint64_t media_bytes = 0;   // As they are played.
    std::uint64_t uploads = 0;       // Unfinished ones,
    std::uint64_t upload_bytes = 0;  // and what there is of them.

    [[nodiscard]] std::uint64_t bytes() const { return source_bytes + media_bytes + upload_bytes; }
};

struct StoredOfUser {
    UserId user;
    std::string username;
    Stored stored;
};

/// A video as it was, and the job that takes its objects away.
struct RemovedVideo {
    Video video;
    JobId job;
};

/// Where videos are kept. Those of users who have left are not there for any of these methods.
/// Every method is one transaction, and what it returned survives a crash. A database that is down
/// throws. From any thread.
class VideoRepository {
public:
    virtual ~VideoRepository() = default;

    virtual asio::awaitable<std::optional<Video>> find(VideoId id) = 0;

    /// Those of them that are there, in the same order; at most Page::limit_max.
    virtual asio::awaitable<std::vector<Video>> find_all(std::vector<VideoId> ids) = 0;

    /// With its renditions, whatever its status: before READY there are none.
    virtual asio::awaitable<std::optional<Playable>> find_playable(VideoId id) = 0;

    virtual asio::awaitable<Paged<Video>> list(VideoFilter filter, Page page) = 0;

    /// Errc::video_not_found; Errc::invalid_fields as UploadRepository::begin. Less visibility is
    /// another access epoch.
    virtual asio::awaitable<Answer<Video>> change(VideoId id, VideoChanges changes,
                                                  WallTime now) = 0;

    /// Its row, upload and jobs are gone, and its objects go by a job. Errc::video_not_found.
    virtual asio::awaitable<Result<RemovedVideo>> remove(VideoId id, WallTime now) = 0;

    /// What counts against the quota: what was uploaded, and the announced length of what is on its
    /// way.
    virtual asio::awaitable<std::uint64_t> used_bytes(UserId owner) = 0;

    virtual asio::awaitable<Stored> stored() = 0;

    /// Those with the most bytes first.
    virtual asio::awaitable<std::vector<StoredOfUser>> hoarders(std::uint32_t limit) = 0;
};

}  // namespace freshet::vod
