#include "vod/videos.hpp"

#include <utility>

#include "vod/error.hpp"
#include "vod/news.hpp"
#include "vod/rules.hpp"

namespace freshet::vod {

Videos::Videos(VideoRepository& repository, EventBus& events, WallClock clock)
    : repository_(repository), events_(events), clock_(std::move(clock)) {}

asio::awaitable<Result<Video>> Videos::find(VideoId id, Asker asker) {
    auto video = co_await repository_.find(id);
    if (!video || !may_see(*video, asker)) co_return fail(Errc::video_not_found);
    co_return *std::move(video);
}

asio::awaitable<Result<Video>> Videos::find_own(VideoId id, Asker asker) {
    auto video = co_await repository_.find(id);
    if (!video || !is_theirs(*video, asker)) co_return fail(Errc::video_not_found);
    co_return *std::move(video);
}

asio::awaitable<Answer<Video>> Videos::change(VideoId id, Asker asker, VideoChanges changes) {
    const auto before = co_await find_own(id, asker);
    if (!before) co_return refuse(before.error());
    changes = tidied(std::move(changes));
    if (auto errors = check(changes); !errors.empty()) {
        co_return std::unexpected(
            Refusal{.reason = Errc::invalid_fields, .fields = std::move(errors)});
    }
    auto video = co_await repository_.change(id, std::move(changes), clock_());
    if (video) tell_changed(events_, *video, clock_());
    co_return video;
}

asio::awaitable<Result<Video>> Videos::remove(VideoId id, Asker asker) {
    const auto before = co_await find_own(id, asker);
    if (!before) co_return std::unexpected(before.error());
    auto removed = co_await repository_.remove(id, clock_());
    if (!removed) co_return std::unexpected(removed.error());
    const auto now = clock_();
    events_.publish(VideoRemoved{.video = id, .at = now});
    events_.publish(JobQueued{.job = removed->job, .at = now});
    co_return std::move(removed->video);
}

}  // namespace freshet::vod
