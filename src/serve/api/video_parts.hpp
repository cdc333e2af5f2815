#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include <boost/asio/awaitable.hpp>

#include "serve/api/upload_desk.hpp"
#include "vod/jobs.hpp"
#include "vod/position.hpp"
#include "vod/share_links.hpp"
#include "vod/uploads.hpp"
#include "vod/video_tokens.hpp"
#include "vod/videos.hpp"

namespace freshet::api {

/// What the object store holds beside videos, and what room it has.
struct StoreFacts {
    std::uint64_t pictures = 0;  // Of people, emotes and videos.
    std::uint64_t picture_bytes = 0;
    std::optional<std::uint64_t> free_bytes{};  // None: a bucket has as much as is paid for.
};

/// Asks the store. Null: nobody can tell.
using StoreProbe = std::function<boost::asio::awaitable<StoreFacts>()>;

/// What the routes of videos stand on; all of it outlives them.
struct VideoParts {
    vod::Videos& videos;
    vod::Uploads& uploads;
    vod::Jobs& jobs;
    vod::ShareLinks& share_links;
    vod::Positions& positions;
    const vod::VideoTokens& tokens;
    StoreProbe store{};
    UploadDesk* desk = nullptr;  // Null: nobody takes uploads here.
};

}  // namespace freshet::api
