#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "accounts/session.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/secret_text.hpp"

namespace freshet::accounts {

/// Makes and reads refresh tokens: session id, generation and an HMAC-SHA256 over both, in
/// base64url. Being derived, the newest one can be given again to a second tab; being signed, an
/// old one is told from an invented one, so that only the former revokes a session. The database
/// keeps their SHA-256. From any thread.
class RefreshTokens {
public:
    /// The key is derived from `secret`.
    explicit RefreshTokens(const SecretText& secret);

    [[nodiscard]] std::string make(SessionId session, std::uint32_t generation) const;

    struct Read {
        SessionId session;
        PresentedRefresh presented;
    };
    /// Errc::token_invalid.
    [[nodiscard]] Result<Read> read(std::string_view token) const;

    /// What the database keeps of a token.
    [[nodiscard]] static std::string hash(std::string_view token);

private:
    SecretText key_;
};

}  // namespace freshet::accounts
