#include "serve/api/rate_limits.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "net/address_set.hpp"

namespace freshet::api {

using namespace std::chrono_literals;

std::string rate_key(std::string_view peer_ip) {
    const auto address = net::parse_address(peer_ip);
    if (!address) return std::string(peer_ip);
    // RFC 4291, 2.5.5.2: ten bytes of zeros and two of ones in front of an IPv4 address.
    const bool is_v4 =
        std::all_of(address->begin(), address->begin() + 10, [](auto b) { return b == 0; }) &&
        (*address)[10] == 0xff && (*address)[11] == 0xff;
    const auto used = is_v4 ? address->size() : address->size() / 2;
    return {reinterpret_cast<const char*>(address->data()), used};
}

RateLimits::RateLimits(Config config)
    : requests_({.burst = config.requests, .window = config.requests_window}),
      auth_({.burst = config.auth, .window = 1min}),
      playback_({.burst = config.playback, .window = 1min}) {}

TokenBuckets::Verdict RateLimits::take(RateLimit which, const Call& call, MonoTime now) {
    if (which == RateLimit::none) return {};
    const auto address = rate_key(call.peer_ip);
    const auto verdict = requests_.take(call.caller ? to_string(call.caller->user) : address, now);
    if (which == RateLimit::api || !verdict.allowed) return verdict;
    const auto auth = auth_.take(address, now);
    return auth.limit == 0 ? verdict : auth;
}

TokenBuckets::Verdict RateLimits::take_playback(std::string_view peer_ip, MonoTime now) {
    return playback_.take(rate_key(peer_ip), now);
}

void add_rate_limit_headers(const TokenBuckets::Verdict& verdict, http::Headers& headers) {
    if (verdict.limit == 0) return;
    headers.set("RateLimit-Limit", fmt::to_string(verdict.limit));
    headers.set("RateLimit-Remaining", fmt::to_string(verdict.remaining));
    headers.set("RateLimit-Reset", fmt::to_string(verdict.reset.count()));
    if (!verdict.allowed) headers.set("Retry-After", fmt::to_string(verdict.retry_after.count()));
}

}  // namespace freshet::api
