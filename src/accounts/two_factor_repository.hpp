#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "accounts/challenges.hpp"
#include "accounts/user.hpp"
#include "base/audit_entry.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"

namespace freshet::accounts {

namespace asio = boost::asio;

/// A user, and what is known of that user's second factor.
struct TwoFactorState {
    User user;
    std::string password_hash;
    std::string sealed_secret;           // Empty: it was never set up.
    std::optional<WallTime> enabled_at;  // Absent: no code has confirmed it yet.
    std::int64_t last_step = 0;          // The newest whose code was used.
    std::uint32_t recovery_codes_left = 0;
};

/// A code that somebody has shown, judged as far as that needs no transaction.
struct ShownCode {
    UserId user;
    std::optional<std::int64_t> step{};    // It is the app's of this step.
    std::string recovery_hash{};           // It may be a recovery code; empty: it is none.
    std::optional<Challenge> challenge{};  // With which it came.
    AuditEntry recovery_used{};            // Recorded if a recovery code was spent.
    WallTime now;
};

enum class CodeVerdict : std::uint8_t {
    right,            // It is used up now, and so is the challenge.
    wrong,            // Or used before.
    challenge_spent,  // It has done its work, or was tried too often.
    too_many,         // Wrong ones of this user, lately.
};

/// How often a wrong code may be shown.
struct TwoFactorLimits {
    static constexpr int tries_of_challenge = 5;
    // In a row and whatever the address: a password that is known must not buy a million tries.
    static constexpr int failures_of_user = 10;
    static constexpr std::chrono::minutes pause{15};  // After those.
};

/// Where second factors are kept; promises as accounts::Repository.
class TwoFactorRepository {
public:
    virtual ~TwoFactorRepository() = default;

    virtual asio::awaitable<std::optional<TwoFactorState>> find(UserId user) = 0;

    /// Keeps a secret until a code confirms it. False: two-factor is on.
    virtual asio::awaitable<bool> set_up(UserId user, std::string sealed_secret, WallTime now) = 0;

    /// Confirms the secret that was read. False: it is another one by now, or on already.
    struct Confirmed {
        UserId user;
        std::string sealed_secret;
        std::int64_t step = 0;
        std::vector<std::string> recovery_hashes;
        WallTime now;
        AuditEntry entry;
    };
    virtual asio::awaitable<bool> enable(Confirmed confirmed) = 0;

    /// Takes the code if it is right, and counts it as a failure if not. Of two that come at once
    /// with one code, one is right.
    virtual asio::awaitable<CodeVerdict> use_code(ShownCode shown) = 0;

    virtual asio::awaitable<void> disable(UserId user, AuditEntry entry, WallTime now) = 0;

    /// The former ones are good for nothing from then on.
    virtual asio::awaitable<void> replace_recovery_codes(UserId user,
                                                         std::vector<std::string> hashes,
                                                         AuditEntry entry, WallTime now) = 0;
};

}  // namespace freshet::accounts
