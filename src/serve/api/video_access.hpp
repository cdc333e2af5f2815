#pragma once

#include <string>

#include <boost/asio/awaitable.hpp>

#include "serve/api/access.hpp"
#include "serve/api/call.hpp"
#include "vod/rights.hpp"
#include "vod/videos.hpp"

namespace freshet::api {

/// As whom the caller looks at videos and jobs: moderators, admins and programs with API_TOKEN see
/// all.
[[nodiscard]] vod::Asker viewer_of(const Call& call);

/// As whom the caller changes them: admins and programs with API_TOKEN may change all.
[[nodiscard]] vod::Asker editor_of(const Call& call);

/// Finds videos for who asks, and judges who may change them. Used by all io threads at once; what
/// it refers to outlives it.
class VideoAccess {
public:
    VideoAccess(vod::Videos& videos, const Access& access) : videos_(videos), access_(access) {}

    /// vod::Errc::video_not_found where the caller may not see it.
    asio::awaitable<Result<vod::Video>> video(Call call, std::string id) const;

    /// The same, and Errc::forbidden.
    asio::awaitable<Result<vod::Video>> video_to_change(Call call, std::string id) const;

    /// For programs: what the caller may change, and nothing else is there.
    asio::awaitable<Result<vod::Video>> own_video(Call call, std::string id) const;

    /// Remembers what the staff does with somebody's video.
    asio::awaitable<void> note(Call call, UserId owner, std::string action, VideoId video) const;

private:
    vod::Videos& videos_;
    const Access& access_;
};

}  // namespace freshet::api
