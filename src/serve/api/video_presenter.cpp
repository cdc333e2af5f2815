#include "serve/api/video_presenter.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "serve/api/presenter.hpp"
#include "serve/api/video_access.hpp"
#include "vod/objects.hpp"

namespace freshet::api {

using vod::Ground;

namespace {

// How long the address of a private video's thumbnail stays the same, for the browser's cache.
constexpr std::chrono::hours thumbnail_steady{1};

double seconds(std::chrono::milliseconds time) { return static_cast<double>(time.count()) / 1000; }

std::optional<FailureView> failure_of(const std::optional<vod::FailureCode>& code,
                                      const Call& call) {
    if (!code) return std::nullopt;
    const auto key = fmt::format("video_failure_{}.message", to_string(*code));
    return FailureView{.code = *code, .message = sentence(call.language, key).value_or("")};
}

std::vector<CategoryView> views_of(const std::vector<vod::VideoCategory>& categories) {
    std::vector<CategoryView> views;
    for (const auto& category : categories) {
        auto& view = views.emplace_back();
        view = {.id = category.id,
                .name = category.name,
                .slug = category.slug,
                .icon_url = {},
                .created_at = category.created_at};
        if (!category.icon_url.empty()) view.icon_url = category.icon_url;
    }
    return views;
}

/// Whether it plays for everybody who has its address.
bool is_open(const vod::Video& video) {
    return video.is_owner_active && vod::least_ground(video.visibility) == Ground::none;
}

}  // namespace

VideoRight VideoPresenter::right_of(const vod::Video& video, const Call& call) {
    return {.ground = vod::is_theirs(video, viewer_of(call)) ? Ground::owner : Ground::none};
}

VideoRight VideoPresenter::right_of(const vod::SharedVideo& shared, const Call& call) {
    const auto own = right_of(shared.video, call);
    if (own.ground == Ground::owner) return own;
    return {.ground = Ground::link, .until = shared.link.expires_at};
}

asio::awaitable<VideoView> VideoPresenter::video(vod::Video video, Call call) const {
    std::vector<vod::Video> one;
    one.push_back(std::move(video));
    auto views = co_await videos(std::move(one), std::move(call));
    co_return std::move(views.front());
}

asio::awaitable<ListOf<VideoView>> VideoPresenter::videos(Paged<vod::Video> rows, Page page,
                                                          Call call) const {
    const auto total = rows.total;
    auto views = co_await videos(std::move(rows.items), std::move(call));
    co_return ListOf<VideoView>{.data = std::move(views), .meta = meta_of(page, total)};
}

asio::awaitable<std::vector<VideoView>> VideoPresenter::videos(std::vector<vod::Video> rows,
                                                               Call call) const {
    std::vector<VideoView> views;
    std::vector<VideoId> ready;
    for (const auto& row : rows) {
        views.push_back(view_of(row, call, right_of(row, call)));
        co_await add_job(row, call, views.back());
        if (row.status == vod::VideoStatus::ready) ready.push_back(row.id);
    }
    if (!call.caller || ready.empty()) co_return views;
    const auto begun = co_await parts_.positions.find_all(call.caller->user, std::move(ready));
    for (const auto& [id, position] : begun) {
        const auto view = std::ranges::find(views, id, &VideoView::id);
        if (view != views.end()) view->position = seconds(position.at);
    }
    co_return views;
}

/// Few videos of a list are being worked on, and only their owner asks for those.
asio::awaitable<void> VideoPresenter::add_job(vod::Video video, Call call, VideoView& view) const {
    const auto viewer = viewer_of(call);
    const bool is_shown =
        video.status == vod::VideoStatus::processing && vod::is_theirs(video, viewer);
    if (!is_shown || !video.job) co_return;
    const auto found = co_await parts_.jobs.find(*video.job, viewer);
    if (found) view.job = job(*found, call);
}

VideoView VideoPresenter::view_of(const vod::Video& video, const Call& call,
                                  VideoRight right) const {
    VideoView view{.id = video.id,
                   .user_id = video.owner,
                   .channel_id = video.channel,
                   .title = video.title,
                   .description = video.description,
                   .visibility = video.visibility,
                   .status = video.status,
                   .progress = video.progress,
                   .failure = failure_of(video.failure, call),
                   .duration = seconds(video.facts.duration),
                   .width = video.facts.width,
                   .height = video.facts.height,
                   .size_bytes = video.size_bytes,
                   .thumbnail_url = thumbnail(video, call, right),
                   .view_count = video.view_count,
                   .categories = views_of(video.categories),
                   .tags = video.tags,
                   .playback = {},
                   .owner = {.username = video.username,
                             .display_name = video.display_name,
                             .avatar_url = parts_.urls.absolute(call, video.avatar_url)},
                   .channel = {.handle = video.handle, .title = video.channel_title},
                   .created_at = video.created_at,
                   .updated_at = video.updated_at};
    if (video.status == vod::VideoStatus::ready && is_open(video)) {
        view.playback.hls = parts_.urls.video(call, video.id, "master.m3u8");
        view.playback.mp4 = parts_.urls.video(call, video.id, vod::progressive_file);
    }
    return view;
}

VideoStreamView VideoPresenter::stream(const vod::Video& video, const Call& call,
                                       VideoRight right) const {
    VideoStreamView view;
    std::string token;
    // The owner's own playback is told by its token from those that count.
    if (!is_open(video) || right.ground == Ground::owner) {
        view.expires_at = vod::expiry_of(video.facts.duration, right.until, parts_.clock());
        token = this->token(video, call, right.ground, *view.expires_at);
    }
    view.hls = parts_.urls.video(call, video.id, "master.m3u8", token);
    view.mp4 = parts_.urls.video(call, video.id, vod::progressive_file, token);
    view.url = view.hls;
    return view;
}

std::string VideoPresenter::token(const vod::Video& video, const Call& call, Ground ground,
                                  WallTime expires_at) const {
    vod::VideoClaims claims{.video = video.id,
                            .viewer = {},
                            .session = {},
                            .ground = ground,
                            .access_epoch = video.access_epoch,
                            .expires_at = expires_at};
    if (call.caller) {
        claims.viewer = call.caller->user;
        claims.session = call.caller->session;
    }
    return parts_.tokens.issue(claims);
}

std::optional<std::string> VideoPresenter::thumbnail(const vod::Video& video, const Call& call,
                                                     VideoRight right) const {
    if (!video.has_thumbnail || video.status != vod::VideoStatus::ready) return std::nullopt;
    const auto path =
        fmt::format("/media/videos/{}/{}.webp", to_string(video.id), video.generation);
    if (is_open(video)) return parts_.urls.absolute(call, path);
    if (right.ground == Ground::none) return std::nullopt;
    const auto hour = std::chrono::floor<std::chrono::hours>(parts_.clock());
    const auto expires_at = vod::expiry_of({}, right.until, hour + thumbnail_steady);
    const auto text = token(video, call, right.ground, expires_at);
    return parts_.urls.absolute(call, fmt::format("/t/{}{}", text, path));
}

JobView VideoPresenter::job(const vod::Job& job, const Call& call) {
    JobView view{.id = job.id,
                 .video_id = job.video,
                 .title = job.title,
                 .kind = job.kind,
                 .status = job.status,
                 .progress = job.progress,
                 .position = job.position,
                 .attempts = job.attempts,
                 .failure = failure_of(job.failure, call),
                 .doing = {},
                 .created_at = job.created_at,
                 .updated_at = job.updated_at,
                 .finished_at = job.finished_at};
    if (!job.finished_at) view.doing = job.kind;
    if (!viewer_of(call).is_staff) return view;
    view.user_id = job.owner;
    view.hindrance = job.hindrance;
    view.worker = job.worker;
    view.not_before = job.not_before;
    return view;
}

}  // namespace freshet::api
