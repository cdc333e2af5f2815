#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/secret_text.hpp"
#include "base/token_signer.hpp"
#include "vod/rights.hpp"

namespace freshet::vod {

/// Who may watch which video, and why.
struct VideoClaims {
    VideoId video;
    UserId viewer;      // Nil: whoever holds the token.
    SessionId session;  // The viewer's sign-in; nil: there is none.
    Ground ground = Ground::none;
    std::uint64_t access_epoch = 0;  // The video's: of another one the token is good for nothing.
    WallTime expires_at;

    bool operator==(const VideoClaims&) const = default;
};

/// When a token that is made now expires: the video's length and six hours from now; never after
/// the share link that it stands on.
[[nodiscard]] WallTime expiry_of(std::chrono::milliseconds duration,
                                 std::optional<WallTime> link_expires_at, WallTime now);

/// Signs and reads the tokens in the URLs of videos. Nothing else that SECRET_KEY signs, a stream's
/// token least of all, can be taken for one. Immutable: from any thread.
class VideoTokens {
public:
    explicit VideoTokens(const SecretText& secret_key);

    [[nodiscard]] std::string issue(const VideoClaims& claims) const;

    /// What a token of ours says, even one that has expired; nothing for any other text.
    [[nodiscard]] std::optional<VideoClaims> read(std::string_view token) const;

private:
    TokenSigner signer_;
};

}  // namespace freshet::vod
