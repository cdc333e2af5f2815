#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/secret_text.hpp"

namespace freshet::accounts {

/// What an access token says. Roles are not in it: they are looked up, so that they change at once.
struct AccessClaims {
    UserId user;
    SessionId session;
};

/// Signs and reads access tokens: JWT (RFC 7519) with HS256, whatever a token's own header says.
/// From any thread.
class AccessTokens {
public:
    AccessTokens(SecretText key, std::chrono::seconds life);

    [[nodiscard]] std::string issue(const AccessClaims& claims, WallTime now) const;

    /// Errc::token_invalid or Errc::token_expired.
    [[nodiscard]] Result<AccessClaims> read(std::string_view token, WallTime now) const;

    [[nodiscard]] std::chrono::seconds life() const { return life_; }

private:
    SecretText key_;
    std::chrono::seconds life_;
    std::string header_;  // Of every token of ours, encoded, with the dot.
};

}  // namespace freshet::accounts
