#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/events.hpp"
#include "base/field_errors.hpp"
#include "base/ids.hpp"
#include "base/page.hpp"
#include "base/result.hpp"
#include "vod/rights.hpp"
#include "vod/video.hpp"
#include "vod/video_repository.hpp"

namespace freshet::vod {

/// The library: who may see which video, and what its owner does with it. What is not the asker's
/// to know is Errc::video_not_found. Caches hear of every change by VideoChanged and VideoRemoved.
/// Used by all io threads at once; what it refers to outlives it.
class Videos {
public:
    Videos(VideoRepository& repository, EventBus& events, WallClock clock);

    /// What the asker may see without a share link.
    asio::awaitable<Result<Video>> find(VideoId id, Asker asker);

    /// What the asker may change: the owner's, or the staff's.
    asio::awaitable<Result<Video>> find_own(VideoId id, Asker asker);

    asio::awaitable<Paged<Video>> list(VideoFilter filter, Page page) {
        return repository_.list(std::move(filter), page);
    }
    asio::awaitable<std::vector<Video>> find_all(std::vector<VideoId> ids) {
        return repository_.find_all(std::move(ids));
    }
    asio::awaitable<std::optional<Playable>> find_playable(VideoId id) {
        return repository_.find_playable(id);
    }

    /// As VideoRepository, and what VideoRules say. Nobody else's than `find_own` gives.
    asio::awaitable<Answer<Video>> change(VideoId id, Asker asker, VideoChanges changes);

    /// Gives it as it was.
    asio::awaitable<Result<Video>> remove(VideoId id, Asker asker);

    asio::awaitable<std::uint64_t> used_bytes(UserId owner) {
        return repository_.used_bytes(owner);
    }
    asio::awaitable<Stored> stored() { return repository_.stored(); }
    asio::awaitable<std::vector<StoredOfUser>> hoarders(std::uint32_t limit) {
        return repository_.hoarders(limit);
    }

private:
    VideoRepository& repository_;
    EventBus& events_;
    WallClock clock_;
};

}  // namespace freshet::vod
