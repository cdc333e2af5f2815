#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/token_buckets.hpp"
#include "serve/api/call.hpp"
#include "serve/api/operation.hpp"
#include "serve/http/message.hpp"

namespace freshet::api {

/// The buckets of this node. Guarded: from any thread.
class RateLimits {
public:
    /// Numbers of tokens; 0 switches one off.
    struct Config {
        std::uint32_t requests = 100;                       // RATE_LIMIT_MAX_REQUESTS
        std::chrono::milliseconds requests_window{60'000};  // RATE_LIMIT_WINDOW_MS
        std::uint32_t auth = 10;                            // RATE_LIMIT_AUTH, a minute
        std::uint32_t sockets = 10;                         // RATE_LIMIT_SOCKETS, a minute
        std::uint32_t playback = 100;                       // RATE_LIMIT_PLAYBACK, a minute
        std::uint32_t chat = 5;                             // RATE_LIMIT_CHAT, in ten seconds
        std::uint32_t uploads = 1200;                       // RATE_LIMIT_UPLOADS, a minute
    };

    explicit RateLimits(Config config);

    /// For one request of the API: by user, if there is one, else by address; auth by address alone
    /// as well. Pieces of uploads are no requests of the API: many come of one act.
    [[nodiscard]] TokenBuckets::Verdict take(RateLimit which, const Call& call, MonoTime now);

    /// Whether a token from this address is worth looking up: not after as many bad ones as an
    /// address has requests. Takes nothing.
    [[nodiscard]] TokenBuckets::Verdict may_try_token(std::string_view peer_ip, MonoTime now) const;
    void note_bad_token(std::string_view peer_ip, MonoTime now);

    /// For one connection that wants to stay: of Socket.IO, or a plain WebSocket.
    [[nodiscard]] TokenBuckets::Verdict take_socket(std::string_view peer_ip, MonoTime now);

    /// For the start of one playback, whatever its protocol.
    [[nodiscard]] TokenBuckets::Verdict take_playback(std::string_view peer_ip, MonoTime now);

    /// For one message, in whatever room.
    [[nodiscard]] TokenBuckets::Verdict take_chat(UserId sender, MonoTime now);

private:
    TokenBuckets requests_;
    TokenBuckets bad_tokens_;  // Apart: who is signed in is not refused for what neighbours ask.
    TokenBuckets auth_;
    TokenBuckets sockets_;
    TokenBuckets playback_;
    TokenBuckets chat_;
    TokenBuckets uploads_;
};

/// `RateLimit-Limit`, `-Remaining` and `-Reset`, and `Retry-After` for a refusal (RFC
/// 9110, 10.2.3).
void add_rate_limit_headers(const TokenBuckets::Verdict& verdict, http::Headers& headers);

}  // namespace freshet::api
