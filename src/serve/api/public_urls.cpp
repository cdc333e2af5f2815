#include "serve/api/public_urls.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace freshet::api {

namespace {

void drop_trailing_slashes(std::string& url) {
    while (url.ends_with('/')) url.pop_back();
}

std::string_view without_scheme(std::string_view url) {
    const auto at = url.find("://");
    return at == std::string_view::npos ? url : url.substr(at + 3);
}

/// Without the port; an IPv6 address keeps its brackets.
std::string_view without_port(std::string_view authority) {
    const auto bracket = authority.find(']');
    const auto colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
    return authority.substr(0, colon);
}

}  // namespace

bool is_plausible_host(std::string_view host) {
    constexpr std::size_t host_bytes_max = 255;
    constexpr std::string_view punctuation = ".-:[]_";
    return !host.empty() && host.size() <= host_bytes_max && std::ranges::all_of(host, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               punctuation.find(c) != std::string_view::npos;
    });
}

std::string_view host_name_of(std::string_view url) {
    const auto rest = without_scheme(url);
    return without_port(rest.substr(0, rest.find('/')));
}

std::string_view origin_of(std::string_view url) {
    const auto rest = without_scheme(url);
    const auto scheme_size = url.size() - rest.size();
    return url.substr(0, scheme_size + std::min(rest.find('/'), rest.size()));
}

PublicUrls::PublicUrls(Config config) : config_(std::move(config)) {
    drop_trailing_slashes(config_.public_url);
    drop_trailing_slashes(config_.rtmp_public_url);
    const auto rest = without_scheme(config_.rtmp_public_url);
    if (!rest.empty() && rest.find('/') == std::string_view::npos)
        config_.rtmp_public_url += "/live";
}

std::string PublicUrls::http_base(const Call& call) const {
    if (!config_.public_url.empty()) return config_.public_url;
    if (!is_plausible_host(call.host)) return {};
    return fmt::format("{}://{}", call.secure ? "https" : "http", call.host);
}

std::optional<std::string> PublicUrls::absolute(const Call& call, std::string_view path) const {
    if (path.empty()) return std::nullopt;
    return http_base(call).append(path);
}

std::string PublicUrls::rtmp_base(const Call& call) const {
    if (!config_.rtmp_public_url.empty()) return config_.rtmp_public_url;
    const auto base = http_base(call);
    const auto host = base.empty() ? "localhost" : host_name_of(base);
    return fmt::format("rtmp://{}:{}/live", host, config_.rtmp_port);
}

PlaybackView PublicUrls::live(const Call& call, std::string_view handle,
                              std::string_view token) const {
    const auto query = token.empty() ? std::string() : fmt::format("?token={}", token);
    const auto prefix = token.empty() ? std::string() : fmt::format("/t/{}", token);
    const auto base = http_base(call);
    const auto web_socket_base =
        base.empty() ? base : "ws" + base.substr(4);  // http -> ws, https -> wss
    PlaybackView playback;
    playback.flv = fmt::format("{}/live/{}.flv{}", base, handle, query);
    playback.ws_flv = fmt::format("{}/live/{}.flv{}", web_socket_base, handle, query);
    playback.hls = fmt::format("{}{}/hls/{}/master.m3u8", base, prefix, handle);
    playback.rtmp = fmt::format("{}/{}{}", rtmp_base(call), handle, query);
    return playback;
}

std::string PublicUrls::video(const Call& call, VideoId video, std::string_view file,
                              std::string_view token) const {
    const auto prefix = token.empty() ? std::string() : fmt::format("/t/{}", token);
    return fmt::format("{}{}/vod/{}/{}", http_base(call), prefix, to_string(video), file);
}

}  // namespace freshet::api
