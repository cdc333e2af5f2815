#pragma once

#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "accounts/user.hpp"
#include "base/clock.hpp"
#include "base/page.hpp"
#include "channels/channels.hpp"
#include "channels/playback_tokens.hpp"
#include "community/follows.hpp"
#include "serve/api/call.hpp"
#include "serve/api/live_directory.hpp"
#include "serve/api/public_urls.hpp"
#include "serve/api/views.hpp"

namespace freshet::api {

namespace asio = boost::asio;

/// Makes the resources that clients see from rows, from what is on air, and from who is looking.
/// Used by all io threads at once; what it refers to outlives it.
class Presenter {
public:
    Presenter(channels::Channels& channels, community::Follows& follows, const LiveDirectory& live,
              const PublicUrls& urls, const channels::PlaybackTokens& tokens, WallClock clock)
        : channels_(channels),
          follows_(follows),
          live_(live),
          urls_(urls),
          tokens_(tokens),
          clock_(std::move(clock)) {}

    asio::awaitable<UserView> user(accounts::User user, Call call) const;
    [[nodiscard]] ChannelView channel(const channels::Channel& channel, const Call& call) const;
    [[nodiscard]] StreamView stream(const channels::Stream& stream, const Call& call) const;
    [[nodiscard]] ListOf<StreamView> streams(const Paged<channels::Stream>& rows, Page page,
                                             const Call& call) const;
    [[nodiscard]] StreamNowView status(const channels::Stream& stream) const;

    /// All ways to play a stream that is on air; with the token, if there is one.
    [[nodiscard]] PlaybackView playback(const channels::Stream& stream, const Call& call,
                                        std::string_view token) const {
        return urls_.live(call, stream.handle, token);
    }

    struct IssuedToken {
        std::string text;
        WallTime expires_at;
    };
    /// For this caller, who has been found to have this ground.
    [[nodiscard]] IssuedToken playback_token(const channels::Stream& stream, const Call& call,
                                             channels::Ground ground) const;

    /// Whether this caller may know that the stream exists.
    [[nodiscard]] static bool may_see(const channels::Stream& stream, const Call& call);

private:
    /// What the channel has on air, as far as the caller may know of it.
    [[nodiscard]] std::optional<LiveNow> live_now(const channels::Channel& channel,
                                                  const Call& call) const;

    /// The row, corrected by what is on air.
    [[nodiscard]] channels::Stream as_of_now(channels::Stream stream) const;

    channels::Channels& channels_;
    community::Follows& follows_;
    const LiveDirectory& live_;
    const PublicUrls& urls_;
    const channels::PlaybackTokens& tokens_;
    WallClock clock_;
};

[[nodiscard]] CategoryView view_of(const channels::Category& category);

/// Where a list's page stands in the whole.
[[nodiscard]] Meta meta_of(Page page, std::uint64_t total);

}  // namespace freshet::api
