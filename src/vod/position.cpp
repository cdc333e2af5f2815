#include "vod/position.hpp"

#include <algorithm>
#include <utility>

#include "vod/error.hpp"

namespace freshet::vod {

namespace {

// What is left of a video when its credits roll, as nobody comes back for.
constexpr std::int64_t end_share = 20;  // A twentieth,
constexpr std::chrono::seconds end_max{60};

}  // namespace

Position position_at(std::chrono::milliseconds at, std::chrono::milliseconds duration,
                     WallTime now) {
    const auto left = duration - std::clamp(at, std::chrono::milliseconds(0), duration);
    const bool is_finished =
        left <= std::min<std::chrono::milliseconds>(duration / end_share, end_max);
    return {.at = is_finished ? std::chrono::milliseconds(0) : duration - left,
            .is_finished = is_finished,
            .watched_at = now};
}

asio::awaitable<Result<Position>> Positions::note(UserId user, Video video,
                                                  std::chrono::milliseconds at) {
    if (video.status != VideoStatus::ready) co_return fail(Errc::video_not_ready);
    const auto position = position_at(at, video.facts.duration, clock_());
    const Watching who{.user = user, .video = video.id};
    const auto noted = co_await repository_.note(who, position);
    if (!noted) co_return std::unexpected(noted.error());
    co_return position;
}

}  // namespace freshet::vod
