#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/events.hpp"
#include "base/field_errors.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/secret_text.hpp"
#include "vod/share_link.hpp"

namespace freshet::vod {

struct ShareLinkDraft {
    VideoId video;
    std::optional<WallTime> expires_at{};
    std::optional<std::string> password{};
};

/// A link that was just made: its secret is told now or never.
struct MadeLink {
    ShareLink link;
    SecretText secret;
};

/// How passwords are hashed and proved: as those of accounts are.
struct PasswordSeam {
    std::function<asio::awaitable<std::string>(std::string password)> hash;
    std::function<asio::awaitable<bool>(std::string password, std::string hash)> verify;
};

/// Links that let others watch what they otherwise may not. Who may make and revoke them is judged
/// before: the owner. Used by all io threads at once; what it refers to outlives it.
class ShareLinks {
public:
    struct Limits {
        std::uint32_t count_max = 50;  // Of a video.
        std::size_t password_min = 4;  // Characters.
        std::size_t password_max = 128;
        std::chrono::days life_max{366};
    };

    ShareLinks(Limits limits, ShareLinkRepository& repository, PasswordSeam passwords,
               EventBus& events, WallClock clock);

    /// Errc::invalid_fields: `expiresAt` in the past or too far away, `password` too short or long;
    /// Errc::video_not_found, too_many_links.
    asio::awaitable<Answer<MadeLink>> make(ShareLinkDraft draft);

    asio::awaitable<std::vector<ShareLink>> list(VideoId video) { return repository_.list(video); }

    /// What was begun by any link of the video ends. Errc::link_not_found.
    asio::awaitable<Result<void>> revoke(VideoId video, ShareLinkId id);

    /// The video that a secret opens, whatever its status; asks for the password if there is one.
    /// Errc::link_not_found for one that is over too; link_password_required, link_password_wrong.
    asio::awaitable<Result<SharedVideo>> open(std::string secret,
                                              std::optional<std::string> password);

private:
    Limits limits_;
    ShareLinkRepository& repository_;
    PasswordSeam passwords_;
    EventBus& events_;
    WallClock clock_;
};

/// What the database keeps of a link's secret: a hash, in hex. Nobody can guess what was hashed.
[[nodiscard]] std::string hash_of_secret(std::string_view secret);

}  // namespace freshet::vod
