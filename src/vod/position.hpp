#pragma once

#include <chrono>
#include <optional>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/page.hpp"
#include "base/result.hpp"
#include "vod/video.hpp"

namespace freshet::vod {

namespace asio = boost::asio;

/// Where somebody left a video.
struct Position {
    std::chrono::milliseconds at{};  // 0: from the beginning.
    bool is_finished = false;        // It was watched to its end, or near it.
    WallTime watched_at;

    bool operator==(const Position&) const = default;
};

/// A video in somebody's history.
struct Watched {
    Video video;
    Position position;
};

/// Who watches what.
struct Watching {
    UserId user;
    VideoId video;
};

/// Where positions are kept; promises as VideoRepository.
class PositionRepository {
public:
    virtual ~PositionRepository() = default;

    /// Errc::video_not_found.
    virtual asio::awaitable<Result<void>> note(Watching who, Position position) = 0;

    virtual asio::awaitable<std::optional<Position>> find(Watching who) = 0;

    /// Those of these videos that the user has begun.
    virtual asio::awaitable<std::vector<std::pair<VideoId, Position>>> find_all(
        UserId user, std::vector<VideoId> videos) = 0;

    /// The newest first; what the user may not see by now, without a link, is left out.
    virtual asio::awaitable<Paged<Watched>> history(UserId user, Page page) = 0;

    /// All of it, or one video's.
    virtual asio::awaitable<void> forget(UserId user, std::optional<VideoId> video) = 0;
};

/// Where a view that is left at `at` begins next time: what is nearly over begins anew.
[[nodiscard]] Position position_at(std::chrono::milliseconds at, std::chrono::milliseconds duration,
                                   WallTime now);

/// Where everybody left. Whether the user may watch is judged before. Used by all io threads at
/// once; the repository outlives it.
class Positions {
public:
    Positions(PositionRepository& repository, WallClock clock)
        : repository_(repository), clock_(std::move(clock)) {}

    /// Beyond the video's end is its end. Errc::video_not_found, video_not_ready.
    asio::awaitable<Result<Position>> note(UserId user, Video video, std::chrono::milliseconds at);

    asio::awaitable<std::optional<Position>> find(Watching who) { return repository_.find(who); }
    asio::awaitable<std::vector<std::pair<VideoId, Position>>> find_all(
        UserId user, std::vector<VideoId> videos) {
        return repository_.find_all(user, std::move(videos));
    }
    asio::awaitable<Paged<Watched>> history(UserId user, Page page) {
        return repository_.history(user, page);
    }
    asio::awaitable<void> forget(UserId user, std::optional<VideoId> video = {}) {
        return repository_.forget(user, video);
    }

private:
    PositionRepository& repository_;
    WallClock clock_;
};

}  // namespace freshet::vod
