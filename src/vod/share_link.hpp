#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "vod/video.hpp"

namespace freshet::vod {

namespace asio = boost::asio;

/// A right to watch one video for whoever has its secret, which is told once and kept hashed.
struct ShareLink {
    ShareLinkId id;
    VideoId video;
    std::string secret_hash;
    std::string password_hash{};  // Empty: none is asked for.
    std::optional<WallTime> expires_at{};
    std::uint64_t opened = 0;  // So many times.
    WallTime created_at;

    [[nodiscard]] bool has_password() const { return !password_hash.empty(); }
    [[nodiscard]] bool is_over(WallTime now) const { return expires_at && *expires_at <= now; }

    bool operator==(const ShareLink&) const = default;
};

/// A link and what it opens.
struct SharedVideo {
    ShareLink link;
    Video video;
};

/// Where share links are kept; promises as VideoRepository.
class ShareLinkRepository {
public:
    virtual ~ShareLinkRepository() = default;

    /// Errc::video_not_found, too_many_links.
    virtual asio::awaitable<Result<void>> add(ShareLink link, std::uint32_t count_max) = 0;

    /// The newest first; also those that are over.
    virtual asio::awaitable<std::vector<ShareLink>> list(VideoId video) = 0;

    /// By the hash of its secret, even when it is over.
    virtual asio::awaitable<std::optional<SharedVideo>> find(std::string secret_hash) = 0;

    virtual asio::awaitable<void> note_opened(ShareLinkId id) = 0;

    /// Gives the video, with another access epoch. Errc::link_not_found when that video has none
    /// such.
    virtual asio::awaitable<Result<Video>> remove(VideoId video, ShareLinkId id, WallTime now) = 0;
};

}  // namespace freshet::vod
