#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/page.hpp"
#include "serve/api/call.hpp"
#include "serve/api/public_urls.hpp"
#include "serve/api/video_views.hpp"
#include "vod/jobs.hpp"
#include "vod/position.hpp"
#include "vod/rights.hpp"
#include "vod/share_link.hpp"
#include "vod/video_tokens.hpp"

namespace freshet::api {

namespace asio = boost::asio;

/// By what right somebody looks at a video.
struct VideoRight {
    vod::Ground ground = vod::Ground::none;
    std::optional<WallTime> until{};  // Of a share link that ends.
};

/// Makes what clients see of videos and jobs from rows and from who is looking. Used by all io
/// threads at once; what it refers to outlives it.
class VideoPresenter {
public:
    struct Parts {
        vod::Jobs& jobs;
        vod::Positions& positions;
        const vod::VideoTokens& tokens;
        const PublicUrls& urls;
        WallClock clock;
    };

    explicit VideoPresenter(Parts parts) : parts_(std::move(parts)) {}

    asio::awaitable<VideoView> video(vod::Video video, Call call) const;
    asio::awaitable<ListOf<VideoView>> videos(Paged<vod::Video> rows, Page page, Call call) const;

    /// In the order of the rows.
    asio::awaitable<std::vector<VideoView>> videos(std::vector<vod::Video> rows, Call call) const;

    /// What its row says, without what others know: for who has a link.
    [[nodiscard]] VideoView view_of(const vod::Video& video, const Call& call,
                                    VideoRight right) const;

    /// All ways to play a video that is READY.
    [[nodiscard]] VideoStreamView stream(const vod::Video& video, const Call& call,
                                         VideoRight right) const;

    [[nodiscard]] static JobView job(const vod::Job& job, const Call& call);

    /// The caller's, without a link.
    [[nodiscard]] static VideoRight right_of(const vod::Video& video, const Call& call);

    /// The caller's, who has opened a link.
    [[nodiscard]] static VideoRight right_of(const vod::SharedVideo& shared, const Call& call);

private:
    asio::awaitable<void> add_job(vod::Video video, Call call, VideoView& view) const;
    [[nodiscard]] std::string token(const vod::Video& video, const Call& call, vod::Ground ground,
                                    WallTime expires_at) const;
    [[nodiscard]] std::optional<std::string> thumbnail(const vod::Video& video, const Call& call,
                                                       VideoRight right) const;

    Parts parts_;
};

}  // namespace freshet::api
