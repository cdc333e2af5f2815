#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/secret_text.hpp"

namespace freshet::accounts {

/// What a right password has earned somebody with two-factor: the right to show a code.
struct Challenge {
    Uuid id;
    UserId user;
    WallTime expires_at;
    std::string password_mark;  // Tells one password from another: a new one voids the challenge.
};

/// Writes and reads challenges, signed. How often each was tried is for the database to know. From
/// any thread.
class Challenges {
public:
    static constexpr std::chrono::minutes life{5};

    explicit Challenges(const SecretText& secret);

    [[nodiscard]] std::string issue(UserId user, std::string_view password_hash,
                                    WallTime now) const;

    /// Errc::challenge_invalid: not ours, altered, or too old.
    [[nodiscard]] Result<Challenge> read(std::string_view text, WallTime now) const;

    [[nodiscard]] static std::string mark_of(std::string_view password_hash);

private:
    SecretText key_;
};

}  // namespace freshet::accounts
