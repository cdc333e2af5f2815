#include "app/sections.hpp"

#include "app/payments.hpp"
#include "app/version.hpp"

namespace freshet::app {

namespace {

// Loopback is where proxies, tests and load tools are: no limit of connections per address for it.
net::AddressSet uncounted_addresses(const Config& config) {
    auto uncounted = config.trusted_proxies;
    for (const auto* loopback : {"127.0.0.0/8", "::1"})
        (void)uncounted.add(loopback);  // Well-formed.
    return uncounted;
}

}  // namespace

api::Config api_config(const Config& config) {
    return {.version = std::string(version()),
            .urls = {.public_url = config.public_url,
                     .rtmp_public_url = config.rtmp_public_url,
                     .rtmp_port = config.rtmp_port},
            .client_urls = config.client_urls,
            .rate_limits = config.rate_limits,
            .registration = config.registration,
            .tiers = Payments::tiers(config.payments),
            .admin_addresses = config.admin_addresses};
}

accounts::Config accounts_config(const Config& config, const store::Secrets& secrets) {
    return {.jwt_secret = secrets.jwt_secret,
            .access_life = config.access_life,
            .refresh_life = config.refresh_life};
}

http::Config http_config(const Config& config) {
    return {.port = config.port,
            .trusted_proxies = config.trusted_proxies,
            .uncounted = uncounted_addresses(config)};
}

rtmp::Server::Config rtmp_config(const Config& config) {
    return {.port = config.rtmp_port,
            .session = {.chunk_size = config.rtmp_chunk_size,
                        .ping = config.rtmp_ping,
                        .ping_timeout = config.rtmp_ping_timeout},
            .uncounted = uncounted_addresses(config)};
}

std::vector<std::string> media_origins(const Config& config) {
    std::vector<std::string> origins;
    const auto origin_of = [](const std::string& url) {
        return url.substr(0, url.find('/', url.find("://") + 3));
    };
    if (!config.public_url.empty()) {
        // Playback addresses are made of it, WebSockets' too.
        origins = {origin_of(config.public_url), "ws" + origin_of(config.public_url).substr(4)};
    }
    const auto& cdn = config.storage.cdn_base_url;
    if (!cdn.empty()) origins.push_back(origin_of(cdn));
    return origins;
}

}  // namespace freshet::app
