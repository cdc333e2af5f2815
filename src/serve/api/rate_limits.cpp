#include "serve/api/rate_limits.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "net/address_set.hpp"

namespace freshet::api {

using namespace std::chrono_literals;

RateLimits::RateLimits(Config config)
    : requests_({.burst = config.requests, .window = config.requests_window}),
      bad_tokens_({.burst = config.requests, .window = config.requests_window}),
      auth_({.burst = config.auth, .window = 1min}),
      sockets_({.burst = config.sockets, .window = 1min}),
      playback_({.burst = config.playback, .window = 1min}),
      chat_({.burst = config.chat, .window = 10s}),
      uploads_({.burst = config.uploads, .window = 1min}) {}

TokenBuckets::Verdict RateLimits::take(RateLimit which, const Call& call, MonoTime now) {
    if (which == RateLimit::none) return {};
    const auto address = net::client_key(call.peer_ip);
    const auto asker = call.caller ? to_string(call.caller->user) : address;
    if (which == RateLimit::uploads) return uploads_.take(asker, now);
    const auto verdict = requests_.take(asker, now);
    if (which == RateLimit::api || !verdict.allowed) return verdict;
    const auto auth = auth_.take(address, now);
    return auth.limit == 0 ? verdict : auth;
}

TokenBuckets::Verdict RateLimits::may_try_token(std::string_view peer_ip, MonoTime now) const {
    return bad_tokens_.peek(net::client_key(peer_ip), now);
}

void RateLimits::note_bad_token(std::string_view peer_ip, MonoTime now) {
    // Whether it was one too many is for the next to be told.
    (void)bad_tokens_.take(net::client_key(peer_ip), now);
}

TokenBuckets::Verdict RateLimits::take_socket(std::string_view peer_ip, MonoTime now) {
    return sockets_.take(net::client_key(peer_ip), now);
}

TokenBuckets::Verdict RateLimits::take_playback(std::string_view peer_ip, MonoTime now) {
    return playback_.take(net::client_key(peer_ip), now);
}

TokenBuckets::Verdict RateLimits::take_chat(UserId sender, MonoTime now) {
    return chat_.take(to_string(sender), now);
}

void add_rate_limit_headers(const TokenBuckets::Verdict& verdict, http::Headers& headers) {
    if (verdict.limit == 0) return;
    headers.set("RateLimit-Limit", fmt::to_string(verdict.limit));
    headers.set("RateLimit-Remaining", fmt::to_string(verdict.remaining));
    headers.set("RateLimit-Reset", fmt::to_string(verdict.reset.count()));
    if (!verdict.allowed) headers.set("Retry-After", fmt::to_string(verdict.retry_after.count()));
}

}  // namespace freshet::api
