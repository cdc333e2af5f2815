#pragma once

#include <chrono>
#include <functional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "accounts/letter.hpp"
#include "accounts/one_time_token.hpp"
#include "accounts/user.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/token_buckets.hpp"

namespace freshet::accounts {

namespace asio = boost::asio;

/// Where it is kept who has proved an address; promises as accounts::Repository.
class VerificationRepository {
public:
    virtual ~VerificationRepository() = default;

    /// Voids those of the same purpose that the user had.
    virtual asio::awaitable<void> keep_token(OneTimeToken token) = 0;

    /// Uses the token up: Errc::verify_token_invalid, also when the user has another address by
    /// now.
    virtual asio::awaitable<Result<void>> verify(std::string token_hash, WallTime now) = 0;
};

/// How a person proves that an address is theirs. Nothing depends on it but what others are told.
/// Used by all io threads at once; the repository outlives it.
class EmailVerification {
public:
    struct Config {
        std::chrono::seconds life = std::chrono::hours(24);
        std::uint32_t letters_max = 5;  // That one user gets in an hour.
    };

    EmailVerification(Config config, VerificationRepository& repository, Post post, WallClock clock,
                      std::function<MonoTime()> mono_clock);

    /// Sends a link to the user's address, unless it is verified, or has had too many letters.
    asio::awaitable<void> send(User user, std::string language);

    /// Errc::verify_token_invalid.
    asio::awaitable<Result<void>> confirm(std::string token);

private:
    Config config_;
    VerificationRepository& repository_;
    Post post_;
    WallClock clock_;
    std::function<MonoTime()> mono_clock_;
    TokenBuckets letters_;
};

}  // namespace freshet::accounts
