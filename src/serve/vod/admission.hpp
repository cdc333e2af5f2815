#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tuple>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/events.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "channels/access_repository.hpp"
#include "serve/vod/memory.hpp"
#include "vod/rights.hpp"
#include "vod/video_repository.hpp"
#include "vod/video_tokens.hpp"

namespace freshet::vod {

namespace asio = boost::asio;

/// Somebody who may have bytes of a video now.
struct Admitted {
    std::shared_ptr<const Playable> playable;
    UserId viewer;          // Nil: nobody in particular.
    WallTime expires_at{};  // Of the token that it needs; 0: it needs none.
};

/// Who may play which video, asked at every request: by the video's row and by the token that the
/// viewer brings. What the database said is remembered for ten seconds at most, which is how long
/// another node's change may take to be seen; changes of this one are heard of at once. While the
/// database is away, what was known is good for some minutes more: who watches goes on watching.
/// Guarded: from any thread; what it refers to outlives it. Reasons of refusal are playback::Errc.
class Admission {
public:
    struct Config {
        std::size_t videos_max = 10'000;
        std::size_t absent_max = 10'000;  // Names of nothing that were asked for.
        std::size_t members_max = 10'000;
        std::function<MonoTime()> mono = mono_now;
        WallClock wall = wall_now;
    };

    /// The row of a video and what it is made of, whatever its status.
    using Find = std::function<asio::awaitable<std::optional<Playable>>(VideoId video)>;

    struct Parts {
        Find find;
        channels::AccessRepository& members;
        const VideoTokens& tokens;
        EventBus& events;
    };

    Admission(Config config, Parts parts);

    /// The token may be empty. Errc::hidden: it is not for whoever asks to know that it is there;
    /// Errc::forbidden: the token is good no more.
    asio::awaitable<Result<Admitted>> admit(VideoId video, std::string token);

    /// Lets go of what is not needed. To be called every few seconds.
    void sweep();

private:
    struct Absence {};
    struct Membership {
        bool is_member = false;
        bool is_staff = false;
    };
    using Holder = std::tuple<UserId, SessionId>;
    template <class Value>
    using Ptr = std::shared_ptr<const Value>;

    asio::awaitable<Ptr<Playable>> playable(VideoId video);
    asio::awaitable<Ptr<Playable>> load(VideoId video);
    asio::awaitable<Membership> membership(Holder holder);
    asio::awaitable<Membership> load(Holder holder);
    asio::awaitable<bool> holds(VideoClaims claims, Ptr<Playable> playable);
    void hear(const Event& event);
    void forget(VideoId video);

    const Config config_;
    const Parts parts_;
    Memory<VideoId, Playable> playables_;  // READY ones.
    Memory<VideoId, Absence> absences_;
    Memory<Holder, Membership> members_;
    EventBus::Listener listener_;  // The last: what it changes is there.
};

}  // namespace freshet::vod
