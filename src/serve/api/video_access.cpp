#include "serve/api/video_access.hpp"

#include <utility>

#include "serve/api/error.hpp"
#include "vod/error.hpp"

namespace freshet::api {

using Vod = vod::Errc;

vod::Asker viewer_of(const Call& call) {
    if (!call.caller) return {};
    const bool is_staff = call.caller->role != accounts::Role::user || call.caller->is_operator;
    return {.user = call.caller->user, .is_staff = is_staff};
}

vod::Asker editor_of(const Call& call) {
    if (!call.caller) return {};
    const bool is_staff = call.caller->role == accounts::Role::admin || call.caller->is_operator;
    return {.user = call.caller->user, .is_staff = is_staff};
}

asio::awaitable<Result<vod::Video>> VideoAccess::video(Call call, std::string id) const {
    const auto video_id = VideoId::parse(id);
    if (!video_id) co_return fail(Vod::video_not_found);
    co_return co_await videos_.find(*video_id, viewer_of(call));
}

asio::awaitable<Result<vod::Video>> VideoAccess::video_to_change(Call call, std::string id) const {
    auto video = co_await this->video(call, std::move(id));
    if (video && !vod::is_theirs(*video, editor_of(call))) co_return fail(Errc::forbidden);
    co_return video;
}

asio::awaitable<Result<vod::Video>> VideoAccess::own_video(Call call, std::string id) const {
    auto video = co_await this->video(call, std::move(id));
    if (video && !vod::is_theirs(*video, editor_of(call))) co_return fail(Vod::video_not_found);
    co_return video;
}

asio::awaitable<void> VideoAccess::note(Call call, UserId owner, std::string action,
                                        VideoId video) const {
    co_await access_.note(std::move(call), owner, std::move(action), to_string(video));
}

}  // namespace freshet::api
