#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/secret_text.hpp"
#include "base/token_signer.hpp"
#include "channels/access.hpp"

namespace freshet::channels {

/// Who may watch which stream, and why.
struct PlaybackClaims {
    StreamId stream;
    UserId viewer;      // Nil: whoever holds the token.
    SessionId session;  // The viewer's sign-in; nil: there is none.
    Ground ground = Ground::none;
    WallTime expires_at;  // A playback starts before this; one that goes on is judged anew instead.

    bool operator==(const PlaybackClaims&) const = default;
};

/// Signs and reads the tokens that stand in playback URLs. Nothing else that SECRET_KEY signs can
/// be taken for one. Immutable: from any thread.
class PlaybackTokens {
public:
    explicit PlaybackTokens(const SecretText& secret_key,
                            std::chrono::milliseconds life = std::chrono::minutes(5));

    /// With `life` from now on; what the claims say of it does not matter.
    [[nodiscard]] std::string issue(PlaybackClaims claims, WallTime now) const;

    /// What a token of ours says, even one that has expired; nothing for any other text.
    [[nodiscard]] std::optional<PlaybackClaims> read(std::string_view token) const;

    [[nodiscard]] std::chrono::milliseconds life() const { return life_; }

private:
    TokenSigner signer_;
    std::chrono::milliseconds life_;
};

}  // namespace freshet::channels
