#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/ids.hpp"

namespace freshet::accounts {

/// What a token that was sent by mail is good for.
enum class TokenPurpose : std::uint8_t { password_reset, email_verification };

// The words of the rows.
[[nodiscard]] std::string_view to_string(TokenPurpose purpose);

/// 32 random bytes in base64url: whoever has them has read the mail.
[[nodiscard]] std::string make_one_time_token();

/// What the database keeps of a token: its SHA-256, in hex.
[[nodiscard]] std::string hash_one_time_token(std::string_view token);

/// A token as its row says. A user has one for each purpose: a newer one voids it.
struct OneTimeToken {
    UserId user;
    TokenPurpose purpose = TokenPurpose::password_reset;
    std::string hash;
    std::string email;  // That it was sent to: good only while the user has that address.
    WallTime created_at;
    WallTime expires_at;
};

}  // namespace freshet::accounts
